package io.tidegate.engine.architecture.doors;

import org.jdbi.v3.core.Jdbi;

/** Enters a library beside its door. */
record UsesJdbi(Jdbi used) {}
