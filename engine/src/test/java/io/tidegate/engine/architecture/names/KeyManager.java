package io.tidegate.engine.architecture.names;

/** Has a name that says nothing. */
record KeyManager() {}
