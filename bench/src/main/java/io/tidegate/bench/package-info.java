/**
 * Measures the compiler with services that no one wrote: a number of services in, times and the
 * heap they take out. The same seed gives the same services.
 */
package io.tidegate.bench;
