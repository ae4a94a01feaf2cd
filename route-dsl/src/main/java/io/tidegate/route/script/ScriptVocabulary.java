package io.tidegate.route.script;

import java.util.List;

/** The words of the script language, for whoever offers or documents them. */
public final class ScriptVocabulary {
  private ScriptVocabulary() {}

  /** The name of every function a script may call, sorted. */
  public static List<String> functions() {
    return List.copyOf(ScriptFunctions.names());
  }
}
