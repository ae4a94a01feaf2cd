package io.tidegate.route.diagnostic;

/**
 * A stable name for one kind of finding. Each package that finds things has an enum of its own that
 * implements this; together they are listed in {@code docs/diagnostics.md}, which a test keeps
 * complete. Ids never change and are never used again.
 */
public interface Code {
  /** The id as it is printed, such as {@code SQL-UNKNOWN-COLUMN}. */
  String id();

  /** The phase that finds it. */
  Phase phase();

  /** What it means, in one English sentence. */
  String meaning();

  /** How to mend it when nothing more exact is known. */
  String help();
}
