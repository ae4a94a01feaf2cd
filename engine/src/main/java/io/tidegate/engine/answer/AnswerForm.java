package io.tidegate.engine.answer;

import java.util.List;
import java.util.Objects;

/**
 * The forms an answer can be had in. All are made of the same members, those of the plan's answer;
 * where a request leaves the choice, an earlier form counts before a later one.
 */
public enum AnswerForm {
  /** One document; the form all others are made from. */
  JSON("application/json", "application/json; charset=utf-8"),
  /** The object of each record on a line of its own. */
  NDJSON("application/x-ndjson", "application/x-ndjson; charset=utf-8"),
  /** One document: a member is an element, an element of a list is an {@code item}. */
  XML("application/xml", "application/xml; charset=utf-8"),
  /** A line of names and a line for each record, RFC 4180. */
  CSV("text/csv", "text/csv; charset=utf-8; header=present"),
  /** The same after the mark that makes spreadsheets read it as UTF-8; only had by asking. */
  CSV_MARKED("text/csv", "text/csv; charset=utf-8; header=present; bom=true");

  /** What has to stand in {@code Accept} for the mark. */
  public static final String MARK = "bom=true";

  private final String mediaType;
  private final String contentType;

  AnswerForm(String mediaType, String contentType) {
    this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
    this.contentType = Objects.requireNonNull(contentType, "contentType");
  }

  /** As {@code Accept} names it, without parameters. */
  public String mediaType() {
    return mediaType;
  }

  /** As {@code Content-Type} says it. */
  public String contentType() {
    return contentType;
  }

  /** Whether a list in it says where the next page begins, and what is missing, by itself. */
  public boolean hasEnvelope() {
    return switch (this) {
      case JSON, XML -> true;
      case NDJSON, CSV, CSV_MARKED -> false;
    };
  }

  /** Every form a service offers. */
  public static List<AnswerForm> all() {
    return List.of(values());
  }
}
