/**
 * What is live: an immutable table of endpoints, swapped as a whole, so that a request sees one
 * state from start to end.
 */
package io.tidegate.engine.publish;
