/**
 * Simulators of the systems the sample services read beside the database. Sample facts in, servers
 * on loopback, files and events out; what they tell agrees with the generated declarations. Each
 * can be made to fail on demand.
 */
package io.tidegate.samples.simulate;
