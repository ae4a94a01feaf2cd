package io.tidegate.route.sql;

import java.util.List;

/** The words of the accepted SQL, for whoever offers them. */
public final class SqlVocabulary {
  private SqlVocabulary() {}

  /** The name of every function a statement may call, sorted. */
  public static List<String> functions() {
    return List.copyOf(SqlFunctions.names());
  }
}
