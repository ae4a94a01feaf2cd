/**
 * What staff see of the running node, read-only, under {@code /admin/v1}. Requests with a user name
 * and a password come in; the services that are live, their parameters and their certificates go
 * out.
 */
package io.tidegate.engine.admin;
