package io.tidegate.engine.run;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.script.CompiledScript;
import io.tidegate.route.script.Script;
import io.tidegate.route.script.ScriptFault;
import io.tidegate.route.script.ScriptLimits;
import io.tidegate.route.script.ScriptResult;
import io.tidegate.route.script.ScriptRun;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** An expression of a route, run over its state. */
public final class Expression {
  private static final Logger LOG = Logger.getLogger(Expression.class);

  private final CompiledScript script;

  public Expression(Script script) {
    this.script = ScriptRun.compile(script);
  }

  /**
   * The value, with the marks of everything it was made from.
   *
   * @throws CallProblem when the expression uses more than it may or does what cannot be done;
   *     nothing of the values is told
   */
  public ScriptResult result(RunState state) throws CallProblem {
    Map<String, Object> names = new HashMap<>();
    names.put("body", state.body());
    names.put("headers", state.headers());
    names.put("variables", state.variables());
    try {
      return script.result(names, ScriptLimits.DEFAULT);
    } catch (ScriptFault fault) {
      LOG.warnf(
          "request %s: an expression failed at line %d, column %d: %s",
          state.call().traceId(), fault.line(), fault.column(), fault.kind());
      throw new CallProblem(ProblemCode.EXPRESSION);
    }
  }

  /** The value alone. */
  public Object value(RunState state) throws CallProblem {
    return result(state).value();
  }

  /** Whether a condition holds; what is not known does not. */
  public boolean holds(RunState state) throws CallProblem {
    return Boolean.TRUE.equals(value(state));
  }
}
