/**
 * The compiler: source text, catalog snapshot and rule pack in; a checked plan, or diagnostics,
 * out. A pure function: no network, no clock, nothing injected. Phases: parse and resolve
 * (route-dsl), decide (rules), plan (here), check ({@code engine.check}).
 */
package io.tidegate.engine.compile;
