/**
 * The tests inside a rule pack: a decider and its scenarios in, for each scenario what is decided
 * otherwise than it says out. A pack that fails one of its own scenarios is not fit to be released.
 */
package io.tidegate.rules.scenario;
