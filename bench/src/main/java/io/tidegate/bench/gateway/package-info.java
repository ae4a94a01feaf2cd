/**
 * Measures the packaged engine beside two servers that were written by hand, on the same data and
 * the same load, in one run.
 */
package io.tidegate.bench.gateway;
