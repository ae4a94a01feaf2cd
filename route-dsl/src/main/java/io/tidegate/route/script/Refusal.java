package io.tidegate.route.script;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is told about forms of Groovy that are not accepted, and what to write instead. */
record Refusal(String message, String help) {
  /** What Groovy itself puts into a script's scope. */
  static final Set<String> RESERVED_VARIABLES =
      Set.of("this", "super", "owner", "delegate", "thisObject", "binding", "args", "out");

  /** What reaches from a value to its class, and what some libraries do with such names. */
  static final Set<String> RESERVED_MEMBERS =
      Set.of(
          "class",
          "metaClass",
          "getClass",
          "getMetaClass",
          "setMetaClass",
          "classLoader",
          "constructor",
          "properties",
          "getProperties",
          "invokeMethod",
          "getProperty",
          "setProperty",
          "hashCode",
          "wait",
          "notify",
          "notifyAll",
          "finalize",
          "clone",
          "this",
          "super");

  private static final Map<String, Refusal> STATEMENTS =
      Map.of(
          "WhileStatement", new Refusal("a loop stands here", "use collect, findAll or inject"),
          "DoWhileStatement", new Refusal("a loop stands here", "use collect, findAll or inject"),
          "ForStatement", new Refusal("a loop stands here", "use collect, findAll or inject"),
          "TryCatchStatement",
              new Refusal("`try` stands here", "let the route catch faults with `doTry`"),
          "ThrowStatement", new Refusal("`throw` stands here", "yield a value instead"),
          "SwitchStatement", new Refusal("`switch` stands here", "use `if` and `else if`"),
          "AssertStatement", new Refusal("`assert` stands here", "use `if` instead"),
          "SynchronizedStatement", new Refusal("`synchronized` stands here", "remove it"),
          "BlockStatement", new Refusal("a block on its own stands here", "remove its braces"));

  private static final Map<String, Refusal> EXPRESSIONS =
      Map.ofEntries(
          Map.entry(
              "ClosureExpression",
              new Refusal(
                  "a closure stands where none is taken",
                  "write a closure only behind collect, findAll and the like")),
          Map.entry(
              "LambdaExpression",
              new Refusal("a lambda stands here", "write a closure: `{ element -> … }`")),
          Map.entry(
              "CastExpression",
              new Refusal(
                  "a value is cast",
                  "use a function: `toInteger()`, `toBigDecimal()`, `toDate()`")),
          Map.entry(
              "ConstructorCallExpression",
              new Refusal("an object is made with `new`", "use a list `[1, 2]` or a map `[a: 1]`")),
          Map.entry(
              "StaticMethodCallExpression",
              new Refusal("a static function is called", "call functions on a value")),
          Map.entry(
              "MethodPointerExpression",
              new Refusal("`.&` stands here", "write a closure: `{ it.name() }`")),
          Map.entry(
              "MethodReferenceExpression",
              new Refusal("`::` stands here", "write a closure: `{ it.name() }`")),
          Map.entry("AttributeExpression", new Refusal("`.@` stands here", "write `.` instead")),
          Map.entry("SpreadExpression", new Refusal("`*` spreads a list", "join lists with `+`")),
          Map.entry(
              "SpreadMapExpression", new Refusal("`*:` spreads a map", "join records with `+`")),
          Map.entry(
              "NamedArgumentListExpression",
              new Refusal("an argument has a name", "write the arguments in their order")),
          Map.entry(
              "RangeExpression",
              new Refusal("a range stands here", "use `take`, `drop` or `substring`")),
          Map.entry(
              "PostfixExpression", new Refusal("`++` or `--` stands here", "write `x = x + 1`")),
          Map.entry(
              "PrefixExpression", new Refusal("`++` or `--` stands here", "write `x = x + 1`")),
          Map.entry("UnaryPlusExpression", new Refusal("a plus sign stands here", "remove it")),
          Map.entry(
              "BitwiseNegationExpression",
              new Refusal("a pattern or a bitwise operator stands here", "use `contains`")),
          Map.entry(
              "ClassExpression",
              new Refusal("a class is named", "a script reaches no classes, only its values")),
          Map.entry(
              "DeclarationExpression",
              new Refusal(
                  "a name is declared inside an expression", "declare it on a line before")),
          Map.entry("ArrayExpression", new Refusal("an array is made", "use a list: `[1, 2]`")));

  private static final Map<String, Refusal> OPERATORS =
      Map.ofEntries(
          Map.entry(
              "=",
              new Refusal("a value is given inside an expression", "write it on its own line")),
          Map.entry("=~", new Refusal("`=~` stands here", "use `contains` or `startsWith`")),
          Map.entry("==~", new Refusal("`==~` stands here", "use `contains` or `startsWith`")),
          Map.entry("===", new Refusal("`===` stands here", "write `==`")),
          Map.entry("!==", new Refusal("`!==` stands here", "write `!=`")),
          Map.entry("<<", new Refusal("`<<` stands here", "join lists with `+`")),
          Map.entry(
              "<=>", new Refusal("`<=>` stands here", "compare with `<` and `>`, or use `sort`")),
          Map.entry("**", new Refusal("`**` stands here", "multiply with `*`")),
          Map.entry("instanceof", new Refusal("`instanceof` stands here", "types are known")),
          Map.entry("!instanceof", new Refusal("`!instanceof` stands here", "types are known")));

  private static final Map<String, String> INSTEAD =
      Map.of(
          "each", "use `collect`, which yields a value for each element",
          "add", "values are never changed; write `list + [element]`",
          "put", "values are never changed; write `record + [name: value]`",
          "matches", "patterns are not accepted; use `contains`, `startsWith` or `endsWith`",
          "replaceAll", "patterns are not accepted; use `replace`",
          "split", "use `tokenize`, which takes the separating characters",
          "times", "use `collect` on a list",
          "execute", "a script starts nothing; it computes a value from its inputs");

  static Refusal ofStatement(String kind) {
    return STATEMENTS.getOrDefault(
        kind, new Refusal("this statement is not accepted", ScriptCode.UNSUPPORTED.help()));
  }

  static Refusal ofExpression(String kind) {
    return EXPRESSIONS.getOrDefault(
        kind, new Refusal("this form is not accepted", ScriptCode.UNSUPPORTED.help()));
  }

  static Refusal ofOperator(String sign) {
    return OPERATORS.getOrDefault(
        sign,
        new Refusal("the operator `" + sign + "` is not accepted", "use an operator of the list"));
  }

  static Optional<String> insteadOfFunction(String name) {
    return Optional.ofNullable(INSTEAD.get(name));
  }
}
