package io.tidegate.route.script;

import io.tidegate.route.data.Layout;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.script.Expression.Closure;
import io.tidegate.route.script.Expression.Literal;
import io.tidegate.route.script.Expression.Local;
import io.tidegate.route.script.Expression.Operator;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * Makes a script's tree from Groovy's. Every kind of node is named here or refused: classes are
 * compared exactly, because Groovy gives forms with another meaning a subclass of a harmless one.
 *
 * <p>A {@link SourceUnit} only parses. A compilation unit is never made: it is what runs
 * annotations, fetches libraries and defines classes.
 */
final class GroovyReader {
  /** Longest number of digits of a constant, before and behind the point. */
  private static final int MAX_DIGITS = 30;

  private static final Set<String> COMPOUND = Set.of("+=", "-=", "*=", "/=", "%=");

  private final YamlScalar text;
  private final Diagnostics diagnostics;
  private final List<Integer> lineStarts = new ArrayList<>();
  private final SortedSet<String> inputs = new TreeSet<>();
  private final Deque<Scope> scopes = new ArrayDeque<>();

  /** Ways without a value and the like: told only when all else is right, for it often follows. */
  private final Diagnostics endings = new Diagnostics();

  private int slots;
  private int depth;
  private boolean toldDepth;

  /** Names given in one block; a closure's own names are all that it may give another value. */
  private record Scope(Map<String, Integer> slots, boolean closure) {}

  GroovyReader(YamlScalar text, Diagnostics diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
    lineStarts.add(0);
    for (int i = 0; i < text.text().length(); i++) {
      if (text.text().charAt(i) == '\n') {
        lineStarts.add(i + 1);
      }
    }
  }

  Outcome<Script> read() {
    Optional<ModuleNode> module = module();
    if (module.isEmpty()) {
      return Outcome.refused(diagnostics);
    }
    definitions(module.get());
    scopes.push(new Scope(new HashMap<>(), false));
    List<Statement> statements = block(module.get().getStatementBlock(), whole());
    List<Statement> body = ending(statements, whole());
    if (!diagnostics.hasErrors()) {
      diagnostics.addAll(endings.list());
    }
    if (diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    return Outcome.of(new Script(body, slots, inputs, whole()), diagnostics);
  }

  private Optional<ModuleNode> module() {
    CompilerConfiguration configuration = new CompilerConfiguration();
    ErrorCollector errors = new ErrorCollector(configuration);
    try {
      SourceUnit source = new SourceUnit("script", text.text(), configuration, null, errors);
      source.parse();
      source.completePhase();
      source.nextPhase();
      source.convert();
      return Optional.of(source.getAST());
    } catch (MultipleCompilationErrorsException e) {
      for (Message message : e.getErrorCollector().getErrors()) {
        syntax(message);
      }
    } catch (CompilationFailedException e) {
      // what it says is told below
    }
    if (!diagnostics.hasErrors()) {
      diagnostics.error(
          ScriptCode.SYNTAX, text.spanWithin(0, 1), "the text cannot be read as Groovy");
    }
    return Optional.empty();
  }

  private void syntax(Message message) {
    if (message instanceof SyntaxErrorMessage syntax) {
      SyntaxException cause = syntax.getCause();
      int last = Math.max(0, text.text().stripTrailing().length() - 1);
      int start = Math.min(last, offset(cause.getStartLine(), cause.getStartColumn()));
      int end = Math.min(last + 1, offset(cause.getEndLine(), cause.getEndColumn()));
      String said = cause.getOriginalMessage().lines().findFirst().orElse("").strip();
      String problem = said.replaceAll("\\s*@ line \\d+, column \\d+.*", "").replace('\'', '`');
      String sentence =
          problem.isEmpty()
              ? "the text cannot be read as Groovy"
              : problem.substring(0, 1).toLowerCase(Locale.ROOT) + problem.substring(1);
      diagnostics.error(
          ScriptCode.SYNTAX,
          text.spanWithin(start, Math.max(start + 1, end)),
          sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence);
    }
  }

  private void definitions(ModuleNode module) {
    if (module.getPackage() != null) {
      unsupported(span(module.getPackage(), whole()), "a package stands here", "remove it");
      annotations(module.getPackage());
    }
    List<ImportNode> imports = new ArrayList<>(module.getImports());
    imports.addAll(module.getStarImports());
    imports.addAll(module.getStaticImports().values());
    imports.addAll(module.getStaticStarImports().values());
    for (ImportNode node : imports) {
      unsupported(
          span(node, whole()),
          "an import stands here",
          "remove it; a script reaches no classes, only its values and the accepted functions");
      annotations(node);
    }
    for (ClassNode node : module.getClasses()) {
      if (!node.isScript() || node.getLineNumber() > 0 && !node.getFields().isEmpty()) {
        unsupported(
            span(node, whole()), "a class is defined here", "use a map for a record: `[name: 1]`");
      }
    }
    for (MethodNode node : module.getMethods()) {
      unsupported(
          span(node, whole()),
          "a method is defined here",
          "give a value a name with `def`, or repeat the expression");
    }
  }

  private void annotations(AnnotatedNode node) {
    for (AnnotationNode annotation : node.getAnnotations()) {
      unsupported(span(annotation, span(node, whole())), "an annotation stands here", "remove it");
    }
  }

  // statements

  private List<Statement> block(org.codehaus.groovy.ast.stmt.Statement code, Span around) {
    List<Statement> statements = new ArrayList<>();
    if (code.getClass() == BlockStatement.class) {
      labels(code, around);
      for (org.codehaus.groovy.ast.stmt.Statement part : ((BlockStatement) code).getStatements()) {
        statement(part, around).ifPresent(statements::add);
      }
    } else {
      statement(code, around).ifPresent(statements::add);
    }
    return statements;
  }

  private void labels(org.codehaus.groovy.ast.stmt.Statement code, Span around) {
    if (code.getStatementLabels() != null && !code.getStatementLabels().isEmpty()) {
      unsupported(
          span(code, around),
          "the label `" + code.getStatementLabels().getFirst() + "` stands here",
          "remove it; a record is written in brackets: `[name: 1]`");
    }
  }

  private Optional<Statement> statement(org.codehaus.groovy.ast.stmt.Statement code, Span around) {
    Span span = span(code, around);
    labels(code, around);
    if (!deeper(span)) {
      return Optional.empty();
    }
    try {
      Class<?> kind = code.getClass();
      if (kind == ExpressionStatement.class) {
        return expressionStatement(((ExpressionStatement) code).getExpression(), span);
      }
      if (kind == ReturnStatement.class) {
        if (code.getLineNumber() < 1) {
          // Groovy puts one into an empty script
          return Optional.empty();
        }
        return Optional.of(
            new Statement.Return(expression(((ReturnStatement) code).getExpression(), span), span));
      }
      if (kind == IfStatement.class) {
        IfStatement choice = (IfStatement) code;
        Expression condition = expression(choice.getBooleanExpression(), span);
        List<Statement> then = scoped(choice.getIfBlock(), span);
        List<Statement> otherwise = scoped(choice.getElseBlock(), span);
        return Optional.of(new Statement.If(condition, then, otherwise, span));
      }
      if (code instanceof EmptyStatement) {
        return Optional.empty();
      }
      Refusal refusal = Refusal.ofStatement(kind.getSimpleName());
      unsupported(span, refusal.message(), refusal.help());
      return Optional.empty();
    } finally {
      depth--;
    }
  }

  private List<Statement> scoped(org.codehaus.groovy.ast.stmt.Statement code, Span around) {
    scopes.push(new Scope(new HashMap<>(), false));
    List<Statement> statements = block(code, around);
    scopes.pop();
    return statements;
  }

  private Optional<Statement> expressionStatement(
      org.codehaus.groovy.ast.expr.Expression code, Span span) {
    annotations(code);
    if (code.getClass() == DeclarationExpression.class) {
      return declaration((DeclarationExpression) code, span);
    }
    if (code.getClass() == BinaryExpression.class) {
      BinaryExpression binary = (BinaryExpression) code;
      String sign = binary.getOperation().getText();
      if (sign.equals("=") || COMPOUND.contains(sign)) {
        return assignment(binary, sign, span);
      }
    }
    return Optional.of(new Statement.Evaluate(expression(code, span), span));
  }

  private Optional<Statement> declaration(DeclarationExpression code, Span span) {
    if (code.isMultipleAssignmentDeclaration()) {
      unsupported(span, "several names are given values at once", "write one `def` for each name");
      return Optional.empty();
    }
    VariableExpression variable = code.getVariableExpression();
    annotations(variable);
    Span nameSpan = span(variable, span);
    if (!variable.isDynamicTyped()) {
      unsupported(
          nameSpan,
          "`" + variable.getName() + "` is declared with a type",
          "write `def " + variable.getName() + " = …`; types are derived");
    }
    if ((variable.getModifiers() & ~Modifier.FINAL) != 0) {
      unsupported(nameSpan, "a name has a modifier", "write `def " + variable.getName() + " = …`");
    }
    Expression value =
        code.getRightExpression() instanceof EmptyExpression
            ? new Literal(null, nameSpan)
            : expression(code.getRightExpression(), span);
    Local local = declare(variable.getName(), nameSpan);
    return Optional.of(new Statement.Assign(local, true, value, span));
  }

  private Optional<Statement> assignment(BinaryExpression code, String sign, Span span) {
    if (code.getLeftExpression().getClass() != VariableExpression.class) {
      unsupported(
          span(code.getLeftExpression(), span),
          "something else than a name is given a value",
          "values are never changed; make a new record: `record + [name: value]`");
      return Optional.empty();
    }
    VariableExpression variable = (VariableExpression) code.getLeftExpression();
    Span nameSpan = span(variable, span);
    Expression value = expression(code.getRightExpression(), span);
    Optional<Local> local = assignable(variable.getName(), nameSpan);
    if (local.isEmpty()) {
      return Optional.empty();
    }
    if (!sign.equals("=")) {
      Operator operator = Operator.ofSign(sign.substring(0, 1)).orElseThrow();
      value = new Expression.Binary(operator, local.get(), value, span);
    }
    return Optional.of(new Statement.Assign(local.get(), false, value, span));
  }

  private Optional<Local> assignable(String name, Span span) {
    boolean outside = false;
    for (Scope scope : scopes) {
      Integer slot = scope.slots().get(name);
      if (slot != null && outside) {
        unsupported(
            span,
            "a closure gives `" + name + "` another value, which stands outside of it",
            "use what the function yields; `inject` carries a value from element to element");
        return Optional.empty();
      }
      if (slot != null) {
        return Optional.of(new Local(name, slot, span));
      }
      outside |= scope.closure();
    }
    unsupported(
        span, "`" + name + "` was not declared", "write `def " + name + " = …` for a new name");
    return Optional.empty();
  }

  private Local declare(String name, Span span) {
    name(name, span);
    for (Scope scope : scopes) {
      if (scope.slots().containsKey(name)) {
        diagnostics.error(
            ScriptCode.DUPLICATE_NAME, span, "the name `" + name + "` is already given");
      }
    }
    Local local = new Local(name, slots++, span);
    scopes.getFirst().slots().put(name, local.slot());
    return local;
  }

  /**
   * Makes the last value of every way the result, as Groovy does, and refuses ways without one.
   * What stands before the last statement must do something.
   */
  private List<Statement> ending(List<Statement> statements, Span around) {
    if (statements.isEmpty()) {
      endings.error(ScriptCode.NO_RESULT, around, "no value is given here");
      return statements;
    }
    List<Statement> ended = new ArrayList<>(statements);
    passing(ended.subList(0, ended.size() - 1));
    Statement last = ended.getLast();
    if (ended.size() > 1 && alwaysReturns(ended.get(ended.size() - 2))) {
      endings.error(ScriptCode.NO_EFFECT, last.span(), "this is never reached");
    }
    switch (last) {
      case Statement.Return r -> {}
      case Statement.Evaluate evaluate ->
          ended.set(ended.size() - 1, new Statement.Return(evaluate.value(), evaluate.span()));
      case Statement.If choice -> {
        if (choice.otherwise().isEmpty()) {
          endings.error(
              ScriptCode.NO_RESULT,
              choice.condition().span(),
              "no value is given when this does not hold",
              "add `else`, or a value behind it");
        } else {
          ended.set(
              ended.size() - 1,
              new Statement.If(
                  choice.condition(),
                  ending(choice.then(), choice.span()),
                  ending(choice.otherwise(), choice.span()),
                  choice.span()));
        }
      }
      case Statement.Assign assign ->
          endings.error(
              ScriptCode.NO_RESULT,
              assign.span(),
              "the script ends here without a value",
              "write `" + assign.name().name() + "` behind it");
    }
    return ended;
  }

  /** Statements behind which the script goes on. */
  private void passing(List<Statement> statements) {
    for (int i = 0; i < statements.size(); i++) {
      if (i > 0 && alwaysReturns(statements.get(i - 1))) {
        endings.error(ScriptCode.NO_EFFECT, statements.get(i).span(), "this is never reached");
      }
      switch (statements.get(i)) {
        case Statement.Evaluate evaluate ->
            endings.error(
                ScriptCode.NO_EFFECT, evaluate.span(), "this value is not used by anything");
        case Statement.If choice -> {
          passing(choice.then());
          passing(choice.otherwise());
        }
        case Statement.Return r -> {}
        case Statement.Assign a -> {}
      }
    }
  }

  private static boolean alwaysReturns(Statement statement) {
    return switch (statement) {
      case Statement.Return r -> true;
      case Statement.If choice ->
          !choice.otherwise().isEmpty()
              && !choice.then().isEmpty()
              && alwaysReturns(choice.then().getLast())
              && alwaysReturns(choice.otherwise().getLast());
      case Statement.Assign a -> false;
      case Statement.Evaluate e -> false;
    };
  }

  // expressions

  private Expression expression(org.codehaus.groovy.ast.expr.Expression code, Span around) {
    Span span = span(code, around);
    annotations(code);
    if (!deeper(span)) {
      return new Literal(null, span);
    }
    try {
      return plain(code, span);
    } finally {
      depth--;
    }
  }

  private Expression plain(org.codehaus.groovy.ast.expr.Expression code, Span span) {
    Class<?> kind = code.getClass();
    if (kind == ConstantExpression.class) {
      return constant(((ConstantExpression) code).getValue(), span);
    }
    if (kind == VariableExpression.class) {
      return variable((VariableExpression) code, span);
    }
    if (kind == PropertyExpression.class) {
      return member((PropertyExpression) code, span);
    }
    if (kind == MethodCallExpression.class) {
      return call((MethodCallExpression) code, span);
    }
    if (kind == BinaryExpression.class) {
      return binary((BinaryExpression) code, span);
    }
    if (kind == ElvisOperatorExpression.class) {
      ElvisOperatorExpression elvis = (ElvisOperatorExpression) code;
      return new Expression.Elvis(
          expression(elvis.getTrueExpression(), span),
          expression(elvis.getFalseExpression(), span),
          span);
    }
    if (kind == TernaryExpression.class) {
      TernaryExpression choice = (TernaryExpression) code;
      return new Expression.Conditional(
          expression(choice.getBooleanExpression(), span),
          expression(choice.getTrueExpression(), span),
          expression(choice.getFalseExpression(), span),
          span);
    }
    if (kind == NotExpression.class) {
      return new Expression.Not(expression(((NotExpression) code).getExpression(), span), span);
    }
    if (kind == BooleanExpression.class) {
      return expression(((BooleanExpression) code).getExpression(), span);
    }
    if (kind == UnaryMinusExpression.class) {
      Expression operand = expression(((UnaryMinusExpression) code).getExpression(), span);
      return new Expression.Negate(operand, span);
    }
    if (kind == GStringExpression.class) {
      return template((GStringExpression) code, span);
    }
    if (kind == ListExpression.class) {
      List<Expression> elements = new ArrayList<>();
      for (org.codehaus.groovy.ast.expr.Expression element :
          ((ListExpression) code).getExpressions()) {
        elements.add(expression(element, span));
      }
      return new Expression.ListLiteral(elements, span);
    }
    if (kind == MapExpression.class) {
      return map((MapExpression) code, span);
    }
    Refusal refusal = Refusal.ofExpression(kind.getSimpleName());
    unsupported(span, refusal.message(), refusal.help());
    return new Literal(null, span);
  }

  private Expression constant(Object value, Span span) {
    return switch (value) {
      case null -> new Literal(null, span);
      case String string -> new Literal(string, span);
      case Boolean truth -> new Literal(truth, span);
      case Integer number -> new Literal(number.longValue(), span);
      case Long number -> new Literal(number, span);
      case BigDecimal number -> {
        if (Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS) {
          unsupported(
              span, "the number has more than " + MAX_DIGITS + " digits", "write a shorter number");
          yield new Literal(null, span);
        }
        yield new Literal(number.scale() < 0 ? number.setScale(0) : number, span);
      }
      default -> {
        unsupported(
            span,
            "this kind of constant is not accepted",
            "write numbers without a letter behind them: `1` is an integer, `1.5` a decimal");
        yield new Literal(null, span);
      }
    };
  }

  private Expression variable(VariableExpression code, Span span) {
    String name = code.getName();
    if (!name(name, span)) {
      return new Literal(null, span);
    }
    for (Scope scope : scopes) {
      Integer slot = scope.slots().get(name);
      if (slot != null) {
        return new Local(name, slot, span);
      }
    }
    if (Character.isUpperCase(name.charAt(0))) {
      unsupported(
          span,
          "`" + name + "` names a class",
          "a script reaches no classes, only its values and the accepted functions");
      return new Literal(null, span);
    }
    inputs.add(name);
    return new Expression.Input(name, span);
  }

  private Expression member(PropertyExpression code, Span around) {
    Expression target = expression(code.getObjectExpression(), around);
    Span span = from(target, around);
    Span nameSpan = span(code.getProperty(), around);
    if (code.isSpreadSafe()) {
      unsupported(nameSpan, "`*.` stands here", "write `.collect { it.name }`");
      return new Literal(null, span);
    }
    if (code.isImplicitThis()) {
      unsupported(nameSpan, "a name without a value before it", "write `body.name`");
      return new Literal(null, span);
    }
    Optional<String> name = constantName(code.getProperty());
    if (name.isEmpty()) {
      unsupported(
          nameSpan, "the name of a member is computed", "write the name itself: `record.name`");
      return new Literal(null, span);
    }
    return memberName(name.get(), nameSpan)
        ? new Expression.Member(target, name.get(), nameSpan, span)
        : new Literal(null, span);
  }

  private static Optional<String> constantName(org.codehaus.groovy.ast.expr.Expression code) {
    return code.getClass() == ConstantExpression.class
            && ((ConstantExpression) code).getValue() instanceof String name
        ? Optional.of(name)
        : Optional.empty();
  }

  private Expression call(MethodCallExpression code, Span around) {
    Span nameSpan = span(code.getMethod(), around);
    if (code.isImplicitThis()) {
      unsupported(
          nameSpan, "a function is called on nothing", "call functions on a value: `value.name()`");
      arguments(code, around, null);
      return new Literal(null, around);
    }
    Expression target = expression(code.getObjectExpression(), around);
    Span span = from(target, around);
    if (code.isSpreadSafe()) {
      unsupported(nameSpan, "`*.` stands here", "write `.collect { it.name() }`");
      return new Literal(null, span);
    }
    if (code.getGenericsTypes() != null && code.getGenericsTypes().length > 0) {
      unsupported(nameSpan, "a call has type arguments", "remove them; types are derived");
    }
    Optional<String> name = constantName(code.getMethod());
    if (name.isEmpty()) {
      unsupported(
          nameSpan, "the name of a function is computed", "write the name itself: `value.name()`");
      return new Literal(null, span);
    }
    List<Expression> arguments = new ArrayList<>();
    int found = diagnostics.list().size();
    Optional<Closure> closure = arguments(code, span, arguments);
    final boolean readable = diagnostics.list().size() == found;
    int arity = arguments.size() + (closure.isPresent() ? 1 : 0);
    if (!memberName(name.get(), nameSpan)) {
      return new Literal(null, span);
    }
    if (!ScriptFunctions.names().contains(name.get())) {
      Optional<String> instead = Refusal.insteadOfFunction(name.get());
      String message = "there is no function `" + name.get() + "`";
      if (instead.isPresent()) {
        diagnostics.error(ScriptCode.UNKNOWN_FUNCTION, nameSpan, message, instead.get());
      } else {
        diagnostics.unknown(
            ScriptCode.UNKNOWN_FUNCTION, nameSpan, message, name.get(), ScriptFunctions.names());
      }
      return new Literal(null, span);
    }
    if (!ScriptFunctions.accepts(name.get(), arity, closure.isPresent())) {
      if (readable) {
        diagnostics.error(
            ScriptCode.UNKNOWN_FUNCTION,
            nameSpan,
            "`" + name.get() + "` is not called like this",
            "write " + ScriptFunctions.forms(name.get()));
      }
      return new Literal(null, span);
    }
    return new Expression.Call(target, name.get(), arguments, closure, nameSpan, span);
  }

  /** Adds the arguments to the list, which may be none to only look at them. */
  private Optional<Closure> arguments(
      MethodCallExpression code, Span around, List<Expression> arguments) {
    List<Expression> into = arguments == null ? new ArrayList<>() : arguments;
    if (!(code.getArguments() instanceof TupleExpression tuple)
        || tuple.getClass() != ArgumentListExpression.class
            && tuple.getClass() != TupleExpression.class) {
      unsupported(around, "these arguments are not accepted", "write the arguments one by one");
      return Optional.empty();
    }
    Optional<Closure> closure = Optional.empty();
    List<org.codehaus.groovy.ast.expr.Expression> written = tuple.getExpressions();
    for (int i = 0; i < written.size(); i++) {
      org.codehaus.groovy.ast.expr.Expression argument = written.get(i);
      // what is wrong with an unknown function is not its closure
      boolean takesClosure =
          constantName(code.getMethod())
              .filter(n -> ScriptFunctions.takesClosure(n) || !ScriptFunctions.names().contains(n))
              .isPresent();
      if (argument.getClass() == ClosureExpression.class
          && i == written.size() - 1
          && (takesClosure || arguments == null)) {
        closure = closure((ClosureExpression) argument, around, code.getMethodAsString());
      } else {
        into.add(expression(argument, around));
      }
    }
    return closure;
  }

  private Optional<Closure> closure(ClosureExpression code, Span around, String function) {
    Span span = span(code, around);
    if (!deeper(span)) {
      return Optional.empty();
    }
    scopes.push(new Scope(new HashMap<>(), true));
    try {
      List<Local> parameters = new ArrayList<>();
      Parameter[] written = code.getParameters();
      if (written != null && written.length == 0) {
        Local implicit = new Local("it", slots++, span);
        scopes.getFirst().slots().put("it", implicit.slot());
        parameters.add(implicit);
      } else if (written != null) {
        for (Parameter parameter : written) {
          parameters.add(parameter(parameter, span));
        }
      }
      int expected = "inject".equals(function) ? 2 : 1;
      if (parameters.size() != expected) {
        unsupported(
            span,
            "the closure has " + parameters.size() + " parameters instead of " + expected,
            expected == 1 ? "write `{ it … }`" : "write `{ result, element -> … }`");
      }
      List<Statement> body = ending(block(code.getCode(), span), span);
      return Optional.of(new Closure(parameters, body, span));
    } finally {
      scopes.pop();
      depth--;
    }
  }

  private Local parameter(Parameter parameter, Span around) {
    Span span = span(parameter, around);
    annotations(parameter);
    if (!parameter.isDynamicTyped()) {
      unsupported(span, "a parameter is declared with a type", "write its name only");
    }
    if (parameter.hasInitialExpression()) {
      unsupported(span, "a parameter has a default", "write its name only");
    }
    return declare(parameter.getName(), span);
  }

  private Expression binary(BinaryExpression code, Span around) {
    String sign = code.getOperation().getText();
    Expression left = expression(code.getLeftExpression(), around);
    Span span = from(left, around);
    if (sign.equals("[") || sign.equals("?[")) {
      Optional<String> name = constantName(code.getRightExpression());
      if (name.isPresent()) {
        Span nameSpan = span(code.getRightExpression(), span);
        return memberName(name.get(), nameSpan)
            ? new Expression.Member(left, name.get(), nameSpan, span)
            : new Literal(null, span);
      }
      Expression place = expression(code.getRightExpression(), span);
      return new Expression.Call(left, "get", List.of(place), Optional.empty(), place.span(), span);
    }
    Expression right = expression(code.getRightExpression(), around);
    Optional<Operator> operator = Operator.ofSign(sign);
    if (operator.isEmpty()) {
      Refusal refusal = Refusal.ofOperator(sign);
      unsupported(operatorSpan(code, span), refusal.message(), refusal.help());
      return new Literal(null, span);
    }
    return new Expression.Binary(operator.get(), left, right, span);
  }

  private Span operatorSpan(BinaryExpression code, Span around) {
    int line = code.getOperation().getStartLine();
    int column = code.getOperation().getStartColumn();
    if (line < 1 || column < 1) {
      return around;
    }
    int start = offset(line, column);
    return text.spanWithin(start, start + code.getOperation().getText().length());
  }

  private Expression template(GStringExpression code, Span span) {
    List<Expression> parts = new ArrayList<>();
    for (int i = 0; i < code.getStrings().size(); i++) {
      if (code.getStrings().get(i).getValue() instanceof String words && !words.isEmpty()) {
        parts.add(new Literal(words, span));
      }
      if (i < code.getValues().size()) {
        parts.add(expression(code.getValues().get(i), span));
      }
    }
    return new Expression.Template(parts, span);
  }

  private Expression map(MapExpression code, Span span) {
    List<String> names = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    for (MapEntryExpression entry : code.getMapEntryExpressions()) {
      Span keySpan = span(entry.getKeyExpression(), span);
      Optional<String> name = constantName(entry.getKeyExpression());
      Expression value = expression(entry.getValueExpression(), span);
      if (name.isEmpty()) {
        unsupported(
            keySpan, "the name of a member is computed", "write the name itself: `[name: value]`");
      } else if (names.contains(name.get())) {
        diagnostics.error(
            ScriptCode.DUPLICATE_NAME,
            keySpan,
            "the member `" + name.get() + "` is already written");
      } else if (memberName(name.get(), keySpan)) {
        names.add(name.get());
        values.add(value);
      }
    }
    return new Expression.MapLiteral(Layout.of(names), values, span);
  }

  // names

  /** Names of variables; also those that Groovy gives a meaning of its own. */
  private boolean name(String name, Span span) {
    if (Refusal.RESERVED_VARIABLES.contains(name)) {
      diagnostics.error(
          ScriptCode.RESERVED_NAME, span, "`" + name + "` is not a value of the script");
      return false;
    }
    return memberName(name, span);
  }

  private boolean memberName(String name, Span span) {
    if (Refusal.RESERVED_MEMBERS.contains(name) || name.startsWith("_") || name.contains("$")) {
      diagnostics.error(ScriptCode.RESERVED_NAME, span, "the name `" + name + "` is reserved");
      return false;
    }
    if (name.isBlank()) {
      diagnostics.error(ScriptCode.RESERVED_NAME, span, "an empty name stands here");
      return false;
    }
    return true;
  }

  private void unsupported(Span span, String message, String help) {
    diagnostics.error(ScriptCode.UNSUPPORTED, span, message, help);
  }

  private boolean deeper(Span span) {
    if (depth >= ScriptParser.MAX_DEPTH) {
      if (!toldDepth) {
        diagnostics.error(ScriptCode.TOO_COMPLEX, span, TextCheck.tooDeep());
        toldDepth = true;
      }
      return false;
    }
    depth++;
    return true;
  }

  // places

  private Span whole() {
    return text.spanWithin(0, text.text().stripTrailing().length());
  }

  /** Groovy gives a chain the place of its last link only. */
  private static Span from(Expression target, Span own) {
    int start = Math.min(target.span().start(), own.start());
    return own.source().span(start, Math.max(own.end(), target.span().end()));
  }

  private Span span(ASTNode node, Span otherwise) {
    if (node.getLineNumber() < 1 || node.getColumnNumber() < 1) {
      return otherwise;
    }
    int start = offset(node.getLineNumber(), node.getColumnNumber());
    int end;
    if (node instanceof ConstantExpression && node.getLineNumber() == node.getLastLineNumber()) {
      // Groovy counts where a word begins in code points, and its length in characters
      end = start + node.getLastColumnNumber() - node.getColumnNumber();
    } else {
      end = offset(node.getLastLineNumber(), node.getLastColumnNumber());
    }
    while (end > start && end <= text.text().length() && isBlank(end - 1)) {
      end--;
    }
    return text.spanWithin(start, Math.max(start + 1, end));
  }

  private boolean isBlank(int at) {
    return Character.isWhitespace(text.text().charAt(at));
  }

  private int offset(int line, int column) {
    int length = text.text().length();
    if (line < 1 || line > lineStarts.size()) {
      return length;
    }
    int start = lineStarts.get(line - 1);
    int lineEnd = line < lineStarts.size() ? lineStarts.get(line) - 1 : length;
    int at = start;
    for (int i = 1; i < column && at < lineEnd; i++) {
      at += Character.charCount(text.text().codePointAt(at));
    }
    return at;
  }
}
