package io.tidegate.route.yaml;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with a file before anybody asks what it means. */
public enum YamlCode implements Code {
  SYNTAX(
      "YAML-SYNTAX",
      "the file is not well-formed YAML",
      "mend the indentation, quote or bracket at this place"),
  DUPLICATE_KEY(
      "YAML-DUPLICATE-KEY",
      "a key is written twice in one mapping",
      "remove one of the two; the second would silently win"),
  ALIAS(
      "YAML-ALIAS", "anchors and aliases are not accepted", "write the value out where it is used"),
  TAG(
      "YAML-TAG",
      "type tags are not accepted",
      "remove the tag; quote the value if it must be a text"),
  TOO_LARGE(
      "YAML-TOO-LARGE",
      "the file is larger than 256 KiB",
      "split it: one service, one table or one pack part to a file"),
  TOO_DEEP(
      "YAML-TOO-DEEP",
      "the document is nested deeper than 32 levels",
      "use sub-routes instead of nesting"),
  NOT_TEXT("YAML-NOT-TEXT", "the file is not UTF-8 text", "save the file as UTF-8"),
  EMPTY("YAML-EMPTY", "the file holds no document", "write the document, or remove the file"),
  SEVERAL(
      "YAML-SEVERAL-DOCUMENTS",
      "the file holds more than one document",
      "one file is one document; split it at `---`"),
  KIND(
      "YAML-KIND",
      "a value is of another kind than is expected here",
      "write the kind of value that is named"),
  MISSING("YAML-MISSING", "a key that must be there is missing", "add the key"),
  UNKNOWN_KEY("YAML-UNKNOWN-KEY", "a key is not known here", "remove it or correct its spelling"),
  VALUE(
      "YAML-VALUE",
      "a value is not among those accepted here",
      "use one of the values that are named");

  private final String id;
  private final String meaning;
  private final String help;

  YamlCode(String id, String meaning, String help) {
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
