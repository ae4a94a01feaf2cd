package io.tidegate.engine.check;

/**
 * One thing that must hold for every plan. Looks at what is there, never at what another check
 * says.
 */
interface Check {
  void check(Examined examined, Report report);
}
