package io.tidegate.route.script;

import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;

/** A part of a script that does something. */
public sealed interface Statement {
  Span span();

  /** Gives a name its first value, or, for a name that has one, another. */
  record Assign(Expression.Local name, boolean first, Expression value, Span span)
      implements Statement {
    public Assign {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  record If(Expression condition, List<Statement> then, List<Statement> otherwise, Span span)
      implements Statement {
    public If {
      Objects.requireNonNull(condition, "condition");
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** Ends the script or the closure with a value. */
  record Return(Expression value, Span span) implements Statement {
    public Return {
      Objects.requireNonNull(value, "value");
    }
  }

  /** A value on its own: the result when it stands last, otherwise a mistake. */
  record Evaluate(Expression value, Span span) implements Statement {
    public Evaluate {
      Objects.requireNonNull(value, "value");
    }
  }

  /** Whether running it can end the script or closure it stands in. */
  static boolean mayReturn(List<Statement> statements) {
    return statements.stream()
        .anyMatch(
            statement ->
                switch (statement) {
                  case Return r -> true;
                  case If choice -> mayReturn(choice.then()) || mayReturn(choice.otherwise());
                  case Assign a -> false;
                  case Evaluate e -> false;
                });
  }
}
