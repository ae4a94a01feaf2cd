package io.tidegate.route.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a script may hold: the tables that the guide for providers is printed from. */
public final class ScriptReference {
  private ScriptReference() {}

  /**
   * A form a script may be written in.
   *
   * @param form an example
   * @param type what its value is
   * @param lineage what its value depends on
   */
  public record Construct(String form, String type, String lineage) {
    public Construct {
      Objects.requireNonNull(form, "form");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(lineage, "lineage");
    }
  }

  /**
   * A function of the list.
   *
   * @param receiver what it is called on
   * @param form how it is called
   * @param result what it gives
   * @param meaning what that is
   */
  public record Function(String receiver, String form, String result, String meaning) {
    public Function {
      Objects.requireNonNull(receiver, "receiver");
      Objects.requireNonNull(form, "form");
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(meaning, "meaning");
    }
  }

  /** The accepted forms. */
  public static List<Construct> constructs() {
    return List.of(
        new Construct(
            "`1`, `1.5`, `'text'`, `true`, `null`",
            "integer, decimal, text, boolean, nothing",
            "nothing"),
        new Construct(
            "`\"text ${value}\"`",
            "text, never nothing; nothing is written as an empty text",
            "the values"),
        new Construct("`[a, b]`", "list of what all elements are", "of each element"),
        new Construct("`[name: a, other: b]`", "record; names are constant", "of each member"),
        new Construct(
            "`body`, `headers`, `variables`", "what the route holds there", "of what is there"),
        new Construct(
            "`record.name`, `record?.name`, `record['name']`",
            "the member; nothing when the record is nothing",
            "of the member; whether there is a record decides"),
        new Construct(
            "`list[0]`",
            "the element, counted from the end when negative; nothing when there is none",
            "of the elements; the order decides"),
        new Construct(
            "`a + b`",
            "sum of numbers, joined texts (any single value with a text), joined lists, or a record with the members of both, the second's values winning; nothing when one is nothing",
            "both"),
        new Construct(
            "`a - b`, `a * b`, `a % b`, `-a`",
            "integer of integers, otherwise decimal, exact; nothing when one is nothing", "both"),
        new Construct(
            "`a / b`",
            "decimal with ten places more than the longer of the two, a half going away from zero, without zeros at the end; nothing when one is nothing",
            "both"),
        new Construct(
            "`a == b`, `a != b`",
            "boolean; nothing is equal to nothing only; 1 equals 1.0; moments are compared as instants",
            "both"),
        new Construct("`a < b`, `<=`, `>`, `>=`", "boolean; false when one is nothing", "both"),
        new Construct(
            "`a in list`, `a !in list`", "boolean", "the value, the elements and their order"),
        new Construct(
            "`a && b`, `a || b`, `!a`",
            "boolean; as in Groovy nothing, zero, an empty text and an empty list are false",
            "both"),
        new Construct("`a ? b : c`", "what both sides are", "of both sides; the condition decides"),
        new Construct("`a ?: b`", "a when it counts as true, otherwise b", "both; a decides"),
        new Construct(
            "`def x = a`, `x = a`, `x += a`",
            "gives a name a value; a closure cannot change what stands outside of it",
            "of the value; a condition around it decides"),
        new Construct(
            "`if (a) { … } else { … }`",
            "does one or the other",
            "the condition decides what is given or returned inside, and what follows a `return`"),
        new Construct(
            "`return a`, or a last value", "the result; every way ends with one", "of the value"),
        new Construct(
            "`list.collect { it.name }`, `{ x -> x.name }`",
            "see the functions of lists",
            "see there"));
  }

  /** The accepted functions, in the order of what they are called on. */
  public static List<Function> functions() {
    List<Function> functions = new ArrayList<>();
    for (ScalarFunction function : ScriptFunctions.scalarFunctions()) {
      functions.add(
          new Function(
              function.receiver().word(),
              ScriptFunctions.form(function),
              function.result().word(),
              function.meaning()));
    }
    for (ListFunction function : ListFunction.values()) {
      functions.add(new Function("list", function.form(), function.result(), function.meaning()));
    }
    return List.copyOf(functions);
  }
}
