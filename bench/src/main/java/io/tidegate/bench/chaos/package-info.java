/**
 * Runs a platform of several engine processes on this machine and disturbs it. In come a number of
 * seconds and what must hold; out come what was broken, if anything, and how long it took to go on.
 */
package io.tidegate.bench.chaos;
