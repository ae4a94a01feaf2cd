package io.tidegate.engine.admin;

/** Whoever has not signed in. */
enum Stranger implements AccountRole {
  ANYBODY
}
