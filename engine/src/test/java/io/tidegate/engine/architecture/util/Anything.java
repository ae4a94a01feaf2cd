package io.tidegate.engine.architecture.util;

/** Lies in a package that says nothing. */
record Anything() {}
