package io.tidegate.route.script;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with a script. Whatever is not understood is refused. */
public enum ScriptCode implements Code {
  SYNTAX(
      Phase.PARSE,
      "SCRIPT-SYNTAX",
      "the text is not well-formed Groovy",
      "mend the script at this place"),
  CHARACTER(
      Phase.PARSE,
      "SCRIPT-CHARACTER",
      "the script holds a character or an escape that hides what it says",
      "write the character itself; control characters and marks of writing direction are not accepted"),
  TOO_COMPLEX(
      Phase.PARSE,
      "SCRIPT-TOO-COMPLEX",
      "the script is too long or too deeply nested",
      "keep a script below 16 KB, 2500 words and signs, and 64 levels; give parts of it a name with `def`"),
  UNSUPPORTED(
      Phase.PARSE,
      "SCRIPT-UNSUPPORTED",
      "the script uses a form of Groovy that is not accepted",
      "use the accepted forms only; they are listed in docs/provider/scripts.md"),
  RESERVED_NAME(
      Phase.PARSE,
      "SCRIPT-RESERVED-NAME",
      "a name reaches for what lies behind the values",
      "read members of records only; names such as `class` and names with a leading `_` are refused"),
  UNKNOWN_FUNCTION(
      Phase.PARSE,
      "SCRIPT-UNKNOWN-FUNCTION",
      "a function is not on the list of accepted functions",
      "use a function of docs/provider/scripts.md, called on a value: `value.name()`"),
  DUPLICATE_NAME(
      Phase.PARSE,
      "SCRIPT-DUPLICATE-NAME",
      "a name is given twice",
      "choose another name for one of them"),
  NO_RESULT(
      Phase.PARSE,
      "SCRIPT-NO-RESULT",
      "a way through the script ends without a value",
      "end every way with a value or with `return`"),
  NO_EFFECT(
      Phase.PARSE,
      "SCRIPT-NO-EFFECT",
      "a part of the script has no effect",
      "remove it, or give its value a name with `def`"),
  SIMPLE(
      Phase.PARSE,
      "SCRIPT-SIMPLE",
      "a text uses a part of Camel's simple language that is not accepted",
      "write text with `${body}`, `${header.name}` or `${variable.name}` and members of them; use groovy for all else"),
  UNKNOWN_NAME(
      Phase.RESOLVE,
      "SCRIPT-UNKNOWN-NAME",
      "a name is not known where it is used",
      "use `body`, `headers`, `variables`, or a name given with `def` before"),
  UNKNOWN_MEMBER(
      Phase.RESOLVE,
      "SCRIPT-UNKNOWN-MEMBER",
      "a record has no such member",
      "use a member that the record has at this place of the route"),
  TYPE(
      Phase.RESOLVE,
      "SCRIPT-TYPE",
      "the types do not fit, or a type cannot be derived",
      "convert one of the values, or yield values of one kind on every way");

  private final Phase phase;
  private final String id;
  private final String meaning;
  private final String help;

  ScriptCode(Phase phase, String id, String meaning, String help) {
    this.phase = phase;
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
    return phase;
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
