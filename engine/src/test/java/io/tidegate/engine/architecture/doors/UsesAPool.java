package io.tidegate.engine.architecture.doors;

import io.agroal.api.AgroalDataSource;

/** Enters a library beside its door. */
record UsesAPool(AgroalDataSource used) {}
