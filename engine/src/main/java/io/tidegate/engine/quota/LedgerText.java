package io.tidegate.engine.quota;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidegate.engine.quota.Ledger.Holder;
import io.tidegate.engine.quota.Ledger.Window;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ledgers as they are kept: JSON an operator can read. {@code
 * {"at":…,"level":…,"minute":[start,used],"day":[…],"month":[…],
 * "nodes":{"<node>":[last,seen,[number,units,lentAt,until,open],…]}}}
 */
final class LedgerText {
  private static final JsonFactory JSON = new JsonFactory();

  private LedgerText() {}

  static String write(Ledger ledger) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("at", ledger.at());
      json.writeNumberField("level", ledger.level());
      for (Map.Entry<Bucket, Window> window : ledger.windows().entrySet()) {
        json.writeArrayFieldStart(window.getKey().word());
        json.writeNumber(window.getValue().start());
        json.writeNumber(window.getValue().used());
        json.writeEndArray();
      }
      json.writeObjectFieldStart("nodes");
      for (Map.Entry<String, Holder> holder : ledger.holders().entrySet()) {
        json.writeArrayFieldStart(holder.getKey());
        write(json, holder.getValue());
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Holder holder) throws IOException {
    json.writeNumber(holder.last());
    json.writeNumber(holder.seen());
    for (Map.Entry<Long, Lease> lease : holder.leases().entrySet()) {
      json.writeStartArray();
      json.writeNumber(lease.getKey());
      json.writeNumber(lease.getValue().units());
      json.writeNumber(lease.getValue().lentAt());
      json.writeNumber(lease.getValue().until());
      json.writeBoolean(lease.getValue().open());
      json.writeEndArray();
    }
  }

  /**
   * Reads what was written; an empty text is an account nothing was lent of.
   *
   * @throws IllegalArgumentException when it is no ledger
   */
  static Ledger read(String text) {
    if (text.isEmpty()) {
      return Ledger.OPENING;
    }
    try (JsonParser json = JSON.createParser(text)) {
      long at = 0;
      long level = 0;
      Map<Bucket, Window> windows = new EnumMap<>(Bucket.class);
      SortedMap<String, Holder> holders = new TreeMap<>();
      expect(json, JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        switch (name) {
          case "at" -> at = number(json);
          case "level" -> level = number(json);
          case "nodes" -> holders(json, holders);
          default -> {
            expect(json, JsonToken.START_ARRAY);
            windows.put(bucket(name), new Window(number(json), number(json)));
            expect(json, JsonToken.END_ARRAY);
          }
        }
      }
      return new Ledger(at, level, windows, holders);
    } catch (IOException e) {
      throw new IllegalArgumentException("no ledger: " + e.getMessage(), e);
    }
  }

  private static Bucket bucket(String word) {
    return Bucket.calendar().stream()
        .filter(bucket -> bucket.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no ledger: " + word));
  }

  private static void holders(JsonParser json, SortedMap<String, Holder> holders)
      throws IOException {
    expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String node = json.currentName();
      expect(json, JsonToken.START_ARRAY);
      long last = number(json);
      long seen = number(json);
      SortedMap<Long, Lease> leases = new TreeMap<>();
      while (json.nextToken() == JsonToken.START_ARRAY) {
        long number = number(json);
        leases.put(
            number,
            new Lease(
                number(json),
                number(json),
                number(json),
                json.nextToken() == JsonToken.VALUE_TRUE));
        expect(json, JsonToken.END_ARRAY);
      }
      holders.put(node, new Holder(last, seen, leases));
    }
  }

  private static long number(JsonParser json) throws IOException {
    expect(json, JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static void expect(JsonParser json, JsonToken token) throws IOException {
    if (json.nextToken() != token) {
      throw new IllegalArgumentException("no ledger: " + token + " is missing");
    }
  }
}
