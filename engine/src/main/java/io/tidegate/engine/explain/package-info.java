/**
 * Checked plans and diagnostics in, text and JSON for people and tools out. One shape for the
 * command line and for HTTP.
 */
package io.tidegate.engine.explain;
