/**
 * Organisations that use services: they sign up and are verified, register programs and get keys
 * for these. Acts of their people and of staff go in; what is stored and on record comes out.
 */
package io.tidegate.engine.organisation;
