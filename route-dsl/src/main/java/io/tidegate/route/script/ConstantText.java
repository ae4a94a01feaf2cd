package io.tidegate.route.script;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.List;
import java.util.TreeSet;

/** Camel's constant language: a text that is meant as it stands, whatever it looks like. */
public final class ConstantText {
  private ConstantText() {}

  public static Outcome<Script> parse(YamlScalar text) {
    Diagnostics diagnostics = new Diagnostics();
    if (!TextCheck.accepts(text, diagnostics)) {
      return Outcome.refused(diagnostics);
    }
    Span span = text.spanWithin(0, text.text().length());
    return Outcome.of(
        new Script(
            List.of(new Statement.Return(new Expression.Literal(text.text(), span), span)),
            0,
            new TreeSet<>(),
            span),
        diagnostics);
  }
}
