/**
 * A presented key in, the caller it belongs to out, or nothing. Decided in memory; the store is
 * asked only when the index is refreshed.
 */
package io.tidegate.engine.access;
