package io.tidegate.engine.architecture.doors;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** Enters a library beside its door. */
record UsesBreakers(CircuitBreaker used) {}
