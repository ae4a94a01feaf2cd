package io.tidegate.route.script;

/** A function of lists. */
enum ListFunction {
  SIZE("size", 0, false, "integer", "how many elements there are"),
  IS_EMPTY("isEmpty", 0, false, "boolean", "whether there is no element"),
  FIRST("first", 0, false, "element", "the first element; nothing when there is none"),
  LAST("last", 0, false, "element", "the last element; nothing when there is none"),
  GET(
      "get",
      1,
      false,
      "element",
      "the element at a place counted from 0, from the end when negative; nothing when there is none; also `list[place]`"),
  TAKE("take", 1, false, "list", "the first so many elements"),
  DROP("drop", 1, false, "list", "all but the first so many elements"),
  TAKE_RIGHT("takeRight", 1, false, "list", "the last so many elements"),
  REVERSE("reverse", 0, false, "list", "the elements from the last to the first"),
  CONTAINS(
      "contains", 1, false, "boolean", "whether a single value is among the elements; also `in`"),
  JOIN("join", 1, false, "text", "the elements as texts with a text between them"),
  UNIQUE("unique", 0, false, "list", "the elements without repetitions; the first of equals stays"),
  UNIQUE_BY(
      "unique", 0, true, "list", "the same, elements being equal when the closure yields equals"),
  SORT("sort", 0, false, "list", "the elements in ascending order, nothing first; a new list"),
  SORT_BY("sort", 0, true, "list", "the elements in ascending order of what the closure yields"),
  SUM("sum", 0, false, "number", "the sum; nothing is left out; nothing when there is no number"),
  SUM_OF("sum", 0, true, "number", "the sum of what the closure yields"),
  AVERAGE(
      "average", 0, false, "number", "the sum divided by the number of numbers; nothing without"),
  MAX("max", 0, false, "element", "the greatest element; nothing when there is none"),
  MIN("min", 0, false, "element", "the least element; nothing when there is none"),
  MAX_BY("max", 0, true, "element", "the first element for which the closure yields the greatest"),
  MIN_BY("min", 0, true, "element", "the first element for which the closure yields the least"),
  COLLECT("collect", 0, true, "list", "what the closure yields for each element"),
  COLLECT_MANY(
      "collectMany", 0, true, "list", "the elements of the lists the closure yields, in one list"),
  FIND_ALL("findAll", 0, true, "list", "the elements for which the closure yields true"),
  FIND("find", 0, true, "element", "the first element for which the closure yields true"),
  ANY("any", 0, true, "boolean", "whether the closure yields true for one element"),
  EVERY("every", 0, true, "boolean", "whether the closure yields true for all elements"),
  COUNT("count", 0, true, "integer", "for how many elements the closure yields true"),
  GROUP_BY(
      "groupBy",
      0,
      true,
      "list of records",
      "a record for each different value the closure yields: `key` is the value, `value` the list of its elements"),
  INJECT(
      "inject",
      1,
      true,
      "value",
      "begins with the argument; the closure makes the next value from the one before and an element");

  private final String word;
  private final int arguments;
  private final boolean closure;
  private final String result;
  private final String meaning;

  ListFunction(String word, int arguments, boolean closure, String result, String meaning) {
    this.word = word;
    this.arguments = arguments;
    this.closure = closure;
    this.result = result;
    this.meaning = meaning;
  }

  /** Its name in a script. */
  String word() {
    return word;
  }

  /** How many arguments it takes, the closure not counted. */
  int arguments() {
    return arguments;
  }

  boolean closure() {
    return closure;
  }

  String result() {
    return result;
  }

  String meaning() {
    return meaning;
  }

  /** How it is called. */
  String form() {
    String parentheses =
        switch (this) {
          case GET, TAKE, DROP, TAKE_RIGHT -> "(integer)";
          case CONTAINS -> "(value)";
          case JOIN -> "(text)";
          case INJECT -> "(value)";
          default -> closure ? "" : "()";
        };
    return word + parentheses + (closure ? " { … }" : "");
  }
}
