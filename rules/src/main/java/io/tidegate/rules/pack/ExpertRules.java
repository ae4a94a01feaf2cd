package io.tidegate.rules.pack;

import io.tidegate.route.text.Located;
import java.util.Objects;

/**
 * Rules that an expert wrote in the Drools rule language: a file {@code <id>.drl} beside the
 * tables. Here it is only text; whoever builds it holds its description against the allow-list
 * first.
 *
 * @param id the name of the file without its ending; its rules are called {@code id/…}
 */
public record ExpertRules(String id, Located<String> text) {
  public ExpertRules {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
  }
}
