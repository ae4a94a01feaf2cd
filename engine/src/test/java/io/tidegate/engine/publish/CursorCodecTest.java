package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.problem.CallProblem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CursorCodecTest {
  private static final List<PageKey> KEYS =
      List.of(
          new PageKey(0, "at", "timestamptz", false),
          new PageKey(1, "id", "int8", false),
          new PageKey(2, "amount", "numeric", false),
          new PageKey(3, "day", "date", true),
          new PageKey(4, "code", "varchar", false));
  private static final List<Object> VALUES =
      List.of(
          OffsetDateTime.parse("2025-12-31T08:00:00.123456+08:00"),
          42L,
          new BigDecimal("1.50"),
          LocalDate.of(2025, 12, 31),
          "中 \"x\"");
  private static final Optional<String> CALLER = Optional.of("91350299MAT0000182");

  private final CursorCodec codec = new CursorCodec("a key".getBytes(StandardCharsets.UTF_8));

  private String cursor() {
    return codec.encode("changes", CALLER, KEYS, VALUES);
  }

  /** The keys can be of fields that the caller is not given. */
  @Test
  void aCursorDoesNotShowItsKeys() {
    String shown = new String(Base64.getUrlDecoder().decode(cursor()), StandardCharsets.ISO_8859_1);

    assertThat(shown).doesNotContain("2025-12-31", "1.50");
    assertThat(cursor()).isEqualTo(cursor());
  }

  @Test
  void whatWentInComesOut() throws CallProblem {
    assertThat(codec.decode("changes", CALLER, KEYS, cursor())).isEqualTo(VALUES);
  }

  @Test
  void anotherCallerServiceKeyOrOrderCannotUseIt() {
    List<PageKey> otherOrder =
        List.of(KEYS.get(1), KEYS.get(0), KEYS.get(2), KEYS.get(3), KEYS.get(4));
    CursorCodec otherKey = new CursorCodec("another".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(
            () -> codec.decode("changes", Optional.of("91350299MAT000026W"), KEYS, cursor()))
        .isInstanceOf(CallProblem.class);
    assertThatThrownBy(() -> codec.decode("details", CALLER, KEYS, cursor()))
        .isInstanceOf(CallProblem.class);
    assertThatThrownBy(() -> codec.decode("changes", CALLER, otherOrder, cursor()))
        .isInstanceOf(CallProblem.class);
    assertThatThrownBy(() -> otherKey.decode("changes", CALLER, KEYS, cursor()))
        .isInstanceOf(CallProblem.class);
  }

  @Test
  void anyChangedByteIsNoticed() {
    byte[] bytes = Base64.getUrlDecoder().decode(cursor());
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

      assertThatThrownBy(() -> codec.decode("changes", CALLER, KEYS, forged))
          .isInstanceOf(CallProblem.class);
    }
  }

  @Test
  void whatIsNoCursorIsAProblemAndNothingElse() {
    for (String text : List.of("", "A", "AAAA", "!!!", "x".repeat(5000), "中")) {
      assertThatThrownBy(() -> codec.decode("changes", CALLER, KEYS, text))
          .isInstanceOf(CallProblem.class);
    }
  }
}
