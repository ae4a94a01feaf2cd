package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is what the library writes, byte for byte. */
class Utf8JsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String written(Utf8Json json) {
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  private static String text(String text) {
    Utf8Json json = new Utf8Json(0);
    json.text(text);
    return written(json);
  }

  @Test
  void everyCharacterThatIsEscapedIsEscapedAtEveryPlaceOfAText() throws Exception {
    for (char c = 0; c < 0x120; c++) {
      for (int before = 0; before < 18; before++) {
        String text = "x".repeat(before) + c + "y".repeat(17 - before);
        assertThat(text(text)).as("character %d", (int) c).isEqualTo(JSON.writeValueAsString(text));
      }
    }
  }

  @Test
  void randomTextsAreThoseOfTheLibrary() throws Exception {
    Random random = new Random(20261130);
    for (int i = 0; i < 5_000; i++) {
      int length = random.nextInt(40);
      StringBuilder text = new StringBuilder();
      while (text.length() < length) {
        int c = random.nextInt(6) == 0 ? random.nextInt(0x11_0000) : random.nextInt(0x100);
        if (c < 0xD800 || c > 0xDFFF && c < 0x1_0000) {
          text.append((char) c);
        }
      }
      assertThat(text(text.toString())).isEqualTo(JSON.writeValueAsString(text.toString()));
    }
  }

  @Test
  void numbersOfEveryLength() {
    for (long number :
        new long[] {
          0,
          1,
          9,
          10,
          99,
          100,
          -1,
          -10,
          999_999_999_999_999_999L,
          1_000_000_000_000_000_000L,
          Long.MAX_VALUE,
          Long.MIN_VALUE
        }) {
      Utf8Json json = new Utf8Json(0);
      json.number(number);
      assertThat(written(json)).isEqualTo(Long.toString(number));
    }
  }
}
