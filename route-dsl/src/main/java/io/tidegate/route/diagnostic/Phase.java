package io.tidegate.route.diagnostic;

/** The phase of the compilation, or after it, that found something. */
public enum Phase {
  PARSE,
  RESOLVE,
  DECIDE,
  PLAN,
  CHECK,
  /** It compiles, and is to come into force. */
  RELEASE
}
