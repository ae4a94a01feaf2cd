/**
 * The data resource centre: sources that are registered on a running platform, what is collected
 * and proposed of them, and what of that is confirmed and comes into the catalog in force.
 */
package io.tidegate.engine.centre;
