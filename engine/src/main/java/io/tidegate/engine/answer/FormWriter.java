package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Writes one answer in a form, from its JSON, as it is read. Follows the plan's answer: what is not
 * the next member of it is a fault and not written. For one answer and one thread.
 */
abstract class FormWriter {
  /** Writes what stands before the first record of a list, or before the only record. */
  abstract void begin() throws IOException;

  /**
   * Writes a record.
   *
   * @param json at the first token of the record; afterwards at its last
   */
  abstract void record(JsonParser json) throws IOException;

  /** Says that the last record of a list was written. */
  void recordsEnd() throws IOException {}

  /**
   * Writes what a list says beside its records.
   *
   * @param json at the first token of the value; afterwards at its last
   */
  abstract void beside(String name, JsonParser json) throws IOException;

  /** Writes what stands at the end, and hands everything on. */
  abstract void end() throws IOException;

  /** Goes on to the value of the next member, which has to be this one. */
  static JsonToken value(JsonParser json, String member) throws IOException {
    if (json.nextToken() != JsonToken.FIELD_NAME || !json.currentName().equals(member)) {
      throw new IllegalStateException("the answer has no " + member + " where the plan has it");
    }
    return json.nextToken();
  }

  /** Goes behind the last member, after which there must be none. */
  static void noMore(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw new IllegalStateException("the answer has a member the plan does not have");
    }
  }
}
