package io.tidegate.engine.agreement;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Holds a grant against the text that was signed. It reads the text and nothing else, and shares no
 * code with what makes a grant of the terms: where one of the two is wrong, they differ.
 */
public final class Clauses {
  static final String UNSAID = "-";

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final String text;
  private final Map<String, List<String>> values = new HashMap<>();

  private Clauses(String text) {
    this.text = text;
    for (String line : text.split("\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0 && line.substring(0, colon).matches("[a-z-]+")) {
        values
            .computeIfAbsent(line.substring(0, colon), w -> new ArrayList<>())
            .add(line.substring(colon + 2));
      }
    }
  }

  /**
   * The clauses of a signed text a grant does not follow, by their words; empty when the two say
   * the same. Whether the grant is revoked is no matter of the text.
   */
  public static List<String> difference(String text, Grant grant) {
    Clauses clauses = new Clauses(text);
    List<String> different = new ArrayList<>();
    clauses.hold(different, "agreement", grant.agreement());
    clauses.hold(different, "application", grant.applicationId());
    clauses.hold(different, "service", grant.service() + " v" + grant.major());
    clauses.hold(different, "rows", grant.rows().name());
    clauses.hold(different, "purpose", grant.purpose().word());
    AgreedCalls calls = grant.calls();
    clauses.hold(different, "per-second", said(calls.perSecond()));
    clauses.hold(different, "burst", said(calls.burst()));
    clauses.hold(different, "per-minute", said(calls.perMinute()));
    clauses.hold(different, "per-day", said(calls.perDay()));
    clauses.hold(different, "per-month", said(calls.perMonth()));
    if (!new TreeSet<>(List.of(clauses.only("fields").split(" "))).equals(grant.fields())) {
      different.add("fields");
    }
    if (!clauses.begins("from", 0, grant.validFrom())) {
      different.add("from");
    }
    if (!clauses.begins("to", 1, grant.validTo())) {
      different.add("to");
    }
    String owner = grant.owner().orElse(UNSAID);
    if (!clauses.owner().equals(owner)) {
      different.add("owner");
    }
    String form = owner.equals(UNSAID) ? AgreementText.FORM : AgreementText.OWNED_FORM;
    if (!clauses.text.startsWith(form + "\n")) {
      different.add("form");
    }
    return different;
  }

  /** The credit code of who has to consent; unsaid where there is no such clause at all. */
  private String owner() {
    return values.containsKey("owner") ? only("owner").split(" ")[0] : UNSAID;
  }

  private void hold(List<String> different, String word, String value) {
    if (!only(word).equals(value)) {
      different.add(word);
    }
  }

  /** A clause that is missing, or stands twice, says nothing that a grant could say. */
  private String only(String word) {
    List<String> said = values.getOrDefault(word, List.of());
    return said.size() == 1 ? said.getFirst() : "\n";
  }

  private boolean begins(String word, int daysLater, java.time.Instant moment) {
    String said = only(word);
    return said.matches("\\d{4}-\\d{2}-\\d{2}")
        && LocalDate.parse(said).plusDays(daysLater).atStartOfDay(CHINA).toInstant().equals(moment);
  }

  private static String said(OptionalInt number) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : UNSAID;
  }

  private static String said(OptionalLong number) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : UNSAID;
  }
}
