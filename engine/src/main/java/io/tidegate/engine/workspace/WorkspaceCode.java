package io.tidegate.engine.workspace;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with a file before there is a text to read. */
public enum WorkspaceCode implements Code {
  UNREADABLE(
      "FILE-UNREADABLE",
      "a file cannot be read",
      "see that the file exists and may be read by the user Tidegate runs as");

  private final String id;
  private final String meaning;
  private final String help;

  WorkspaceCode(String id, String meaning, String help) {
    this.id = id;
    this.meaning = meaning;
    this.help = help;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Phase phase() {
    return Phase.PARSE;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String help() {
    return help;
  }
}
