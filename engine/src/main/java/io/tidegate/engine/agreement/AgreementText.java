package io.tidegate.engine.agreement;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.text.Bilingual;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The text of an agreement, in both languages. It is what is signed, so it is the same for the same
 * terms for good: another wording is another form, with another first line.
 *
 * <p>Each clause has one line that is a word, a colon and a value, which {@link Clauses} reads.
 */
final class AgreementText {
  static final String FORM = "tidegate-agreement/1";

  /** Of an agreement that takes an owner's consent. */
  static final String OWNED_FORM = "tidegate-agreement/2";

  private AgreementText() {}

  static String of(long number, Terms terms) {
    StringBuilder text =
        new StringBuilder(terms.owner().isPresent() ? OWNED_FORM : FORM).append('\n');
    text.append("数据使用授权协议\nData-use agreement\n");
    heading(text, 1, "协议编号", "Number of the agreement");
    clause(text, "agreement", Agreement.name(number));
    heading(text, 2, "使用方", "The consumer");
    clause(text, "consumer", terms.usci() + " " + terms.enterprise());
    clause(text, "application", terms.application());
    heading(text, 3, "开放的服务", "The service that is opened");
    clause(text, "service", terms.service() + " v" + terms.major());
    text.append(terms.title().zh()).append('\n').append(terms.title().en()).append('\n');
    heading(text, 4, "可得的记录", "The records that are given");
    clause(text, "rows", terms.rows().name());
    if (terms.owner().isPresent()) {
      clause(text, "owner", terms.owner().get().usci() + " " + terms.owner().get().name());
      both(
          text,
          new Bilingual(
              "仅上述企业作为货主的记录，经其同意提供；其他企业的记录一概不提供",
              "records of which the enterprise named above is the principal, by its consent, and no"
                  + " others"));
    } else {
      both(text, rows(terms.rows()));
    }
    heading(text, 5, "可得的数据项，此外一概不提供", "The fields that are given, and no others");
    clause(text, "fields", String.join(" ", terms.fields()));
    heading(text, 6, "用途", "The purpose");
    clause(text, "purpose", terms.purpose().word());
    both(text, terms.purpose().title());
    heading(text, 7, "期限（含首尾两日，北京时间）", "First and last day, of China's time");
    clause(text, "from", terms.from().toString());
    clause(text, "to", terms.to().toString());
    heading(
        text,
        8,
        "调用量；\"-\" 表示按服务的限额等级",
        "How many calls; \"-\" is as the class of the service says");
    clause(text, "per-second", text(terms.calls().perSecond()));
    clause(text, "burst", text(terms.calls().burst()));
    clause(text, "per-minute", text(terms.calls().perMinute()));
    clause(text, "per-day", text(terms.calls().perDay()));
    clause(text, "per-month", text(terms.calls().perMonth()));
    heading(text, 9, "使用方的义务", "The duties of the consumer");
    for (Duty duty : Duty.values()) {
      clause(text, "duty", duty.word());
      both(text, duty.title());
    }
    heading(text, 10, "终止", "The end");
    both(
        text,
        new Bilingual(
            "期满自动终止。使用方违反义务，或数据提供方、平台依法要求时，平台可以随时撤销；撤销后的下一次调用即被拒绝。使用方可以随时终止。",
            "It ends after the last day. The platform can revoke it at any time when a duty is broken, or"
                + " when a provider or a law asks for it; the next call is then refused. The consumer can end"
                + " it at any time."));
    if (terms.owner().isPresent()) {
      both(
          text,
          new Bilingual(
              "数据所属企业可以随时撤销其同意，无须说明理由；撤销后的下一次调用即被拒绝。",
              "The owner of the records can revoke its consent at any time and need not say why; the"
                  + " next call is then refused."));
    }
    heading(text, 11, "签署", "Signatures");
    both(
        text,
        new Bilingual(
            "双方以 SM2 密钥对本文全文签名；平台的签名同时覆盖使用方的签名。接口的授权由本文编译而成，不多不少。",
            "Both sides sign the whole of this text with SM2; the platform's signature covers the"
                + " consumer's as well. The grant is compiled from this text, no more and no less."));
    return text.toString();
  }

  private static Bilingual rows(Openness rows) {
    return switch (rows) {
      case UNCONDITIONAL -> new Bilingual("全部记录", "all records");
      case CONDITIONAL ->
          new Bilingual(
              "本企业作为当事方的记录，以及服务有条件开放的其他记录",
              "records the enterprise is a party to, and others that the service opens on conditions");
      case CLOSED ->
          new Bilingual("仅本企业作为当事方的记录", "records the enterprise is a party to, and no others");
    };
  }

  private static void heading(StringBuilder text, int number, String zh, String en) {
    text.append('\n').append(number).append(". ").append(zh).append(" / ").append(en).append('\n');
  }

  private static void clause(StringBuilder text, String word, String value) {
    text.append(word).append(": ").append(value).append('\n');
  }

  private static void both(StringBuilder text, Bilingual said) {
    text.append(said.zh()).append('\n').append(said.en()).append('\n');
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : Clauses.UNSAID;
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : Clauses.UNSAID;
  }
}
