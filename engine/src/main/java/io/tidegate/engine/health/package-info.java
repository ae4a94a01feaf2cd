/**
 * Whether this node can serve, for whoever sends it requests. The live endpoints come in, up or
 * down goes out, with no more than the names of services.
 */
package io.tidegate.engine.health;
