package io.tidegate.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  @Test
  void placeholdersAreNumberedInTheirOrder() throws Untraceable {
    assertThat(Placeholders.number("select ? + ?"))
        .isEqualTo(new Placeholders("select $1 + $2", 2));
  }

  @Test
  void aDoubledQuestionMarkIsTheOperator() throws Untraceable {
    assertThat(Placeholders.number("a ?? 'x' = ?")).isEqualTo(new Placeholders("a ? 'x' = $1", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'it''s ?'",
        "E'\\'?'",
        "e'\\\\'",
        "\"a \"\" ?\"",
        "-- what?",
        "/* a /* nested? */ one? */",
        "$$ ? $$",
        "$x$ ? $$ ? $x$",
        "a$b"
      })
  void questionMarksInTextsNamesAndCommentsStay(String text) throws Untraceable {
    assertThat(Placeholders.number(text)).isEqualTo(new Placeholders(text, 0));
  }

  @Test
  void aBackslashEndsNoPlainString() throws Untraceable {
    assertThat(Placeholders.number("'\\' || ?")).isEqualTo(new Placeholders("'\\' || $1", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'open", "\"open", "/* open /* */", "$x$ open", "select $1", "$"})
  void whatIsNotClosedOrNumberedAlreadyIsRefused(String text) {
    assertThatThrownBy(() -> Placeholders.number(text)).isInstanceOf(Untraceable.class);
  }
}
