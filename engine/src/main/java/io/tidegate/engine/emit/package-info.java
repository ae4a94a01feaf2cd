/**
 * Plans in, running Camel routes out, built in Java from the closed set of planned steps. No text
 * of a provider becomes a route id, an endpoint, an expression or a header: routes are named by
 * numbers of ours, and a message carries typed objects only.
 */
package io.tidegate.engine.emit;
