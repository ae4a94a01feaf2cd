package io.tidegate.route.diagnostic;

/** The phase of the compilation that found something. */
public enum Phase {
  PARSE,
  RESOLVE,
  DECIDE,
  PLAN,
  CHECK
}
