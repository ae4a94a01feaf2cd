package io.tidegate.route.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlCode;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private final SourceText source = new SourceText("a.yaml", "0123456789".repeat(100));
  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void noMoreThanTheLimitIsKept() {
    for (int i = 0; i < Diagnostics.LIMIT + 50; i++) {
      diagnostics.error(YamlCode.VALUE, place(i), "one of many");
    }
    assertThat(diagnostics.list()).hasSize(Diagnostics.LIMIT);
  }

  @Test
  void anErrorBehindManyWarningsStillRefuses() {
    for (int i = 0; i < Diagnostics.LIMIT; i++) {
      diagnostics.warning(YamlCode.VALUE, place(i), "one of many");
    }
    assertThat(diagnostics.hasErrors()).isFalse();

    diagnostics.error(YamlCode.MISSING, place(500), "the one that counts");

    assertThat(diagnostics.hasErrors()).isTrue();
    assertThat(diagnostics.list()).hasSize(Diagnostics.LIMIT);
    assertThat(diagnostics.list().getLast().message()).isEqualTo("the one that counts");
    assertThat(Outcome.of("value", diagnostics).isRefused()).isTrue();
  }

  @Test
  void aWarningNeverTakesThePlaceOfAnError() {
    for (int i = 0; i < Diagnostics.LIMIT; i++) {
      diagnostics.error(YamlCode.VALUE, place(i), "one of many");
    }
    diagnostics.warning(YamlCode.MISSING, place(500), "too late");
    assertThat(diagnostics.list()).allMatch(Diagnostic::isError).hasSize(Diagnostics.LIMIT);
  }

  @Test
  void whatWasFoundIsToldInTheOrderOfTheText() {
    diagnostics.error(YamlCode.VALUE, place(7), "second");
    diagnostics.warning(YamlCode.VALUE, place(3), "first");
    assertThat(diagnostics.list())
        .extracting(Diagnostic::message)
        .containsExactly("first", "second");
  }

  private Span place(int offset) {
    return source.span(offset, offset + 1);
  }
}
