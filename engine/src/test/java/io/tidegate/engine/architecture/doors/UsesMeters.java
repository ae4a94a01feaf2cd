package io.tidegate.engine.architecture.doors;

import io.micrometer.core.instrument.Counter;

/** Enters a library beside its door. */
record UsesMeters(Counter used) {}
