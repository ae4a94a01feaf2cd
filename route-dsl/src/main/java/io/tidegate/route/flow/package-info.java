/**
 * A route whose names are found and whose types are known: what the resolver makes of the steps as
 * written, what a plan holds, and what is emitted. Records only, without places in the text, so
 * that equal routes are equal.
 */
package io.tidegate.route.flow;
