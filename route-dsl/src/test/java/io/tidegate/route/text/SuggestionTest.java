package io.tidegate.route.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("entry_id", "entry_type", "declare_date", "status");

  @Test
  void aSlipFindsTheNameThatWasMeant() {
    assertThat(Suggestion.nearest("entyr_id", KNOWN)).contains("entry_id");
    assertThat(Suggestion.nearest("STATUS", KNOWN)).contains("status");
    assertThat(Suggestion.nearest("declaredate", KNOWN)).contains("declare_date");
  }

  @Test
  void aNameFarFromAllFindsNone() {
    assertThat(Suggestion.nearest("price", KNOWN)).isEmpty();
    assertThat(Suggestion.nearest("", KNOWN)).isEmpty();
  }
}
