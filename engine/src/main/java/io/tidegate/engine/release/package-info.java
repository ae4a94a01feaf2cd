/**
 * Releases, sealed: a checked plan in, what is stored of it and signed by this node out; and back,
 * whether what is stored is what was signed, and what compiling it again came to.
 */
package io.tidegate.engine.release;
