/**
 * How reads of a source went in, whether it is asked at the moment out. The door to Resilience4j;
 * what nodes tell each other of it travels through {@code engine.cluster}.
 */
package io.tidegate.engine.breaker;
