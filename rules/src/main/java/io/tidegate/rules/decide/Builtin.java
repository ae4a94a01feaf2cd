package io.tidegate.rules.decide;

/** The names of what decides besides the rows of a pack. */
public final class Builtin {
  /** What the catalog declares. */
  public static final String CATALOG = "builtin:catalog";

  /** What the provider asks for. */
  public static final String ASKED = "builtin:asked";

  /** Nobody knows how sensitive the field is. */
  public static final String UNKNOWN_LABEL = "builtin:unknown-label";

  /** No rule decides, so it is decided against the caller. */
  public static final String NOTHING_DECIDED = "builtin:nothing-decided";

  /** Two rules ask for different masks that are equally strict. */
  public static final String CONFLICT = "builtin:conflict";

  /** Free text may hold anything, so a part of it hides nothing. */
  public static final String FREE_TEXT = "builtin:free-text";

  private Builtin() {}
}
