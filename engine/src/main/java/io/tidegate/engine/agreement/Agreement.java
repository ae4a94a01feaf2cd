package io.tidegate.engine.agreement;

import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.VerifyingKey;
import io.tidegate.route.data.ChinaTime;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Terms, the text that was made of them, and what both sides did with it. Offered, then signed by
 * the consumer, then by the platform, which puts it in force; ended by either side at any time.
 *
 * @param number counts agreements
 * @param request it was made from
 * @param text as it was offered; a signature is over this
 */
public record Agreement(
    long number,
    long request,
    Terms terms,
    String text,
    Optional<Signature> consumer,
    Optional<Signature> platform,
    Optional<Ending> ending) {
  private static final HexFormat HEX = HexFormat.of();

  public Agreement {
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(consumer, "consumer");
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(ending, "ending");
    if (platform.isPresent() && consumer.isEmpty()) {
      throw new IllegalArgumentException("the platform signs after the consumer");
    }
  }

  /** Who ended it before its time, when and why. */
  public record Ending(String by, String reason, Instant at) {
    public Ending {
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(at, "at");
    }
  }

  /** How far it has come. */
  public enum State {
    OFFERED,
    SIGNED,
    IN_FORCE,
    ENDED
  }

  /** Terms as they are offered. */
  public static Agreement offer(long number, long request, Terms terms) {
    return new Agreement(
        number,
        request,
        terms,
        AgreementText.of(number, terms),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What grants and answers call the agreement of a number. */
  static String name(long number) {
    return "TG-A-" + number;
  }

  public String name() {
    return name(number);
  }

  public State state() {
    if (ending.isPresent()) {
      return State.ENDED;
    }
    if (platform.isPresent()) {
      return State.IN_FORCE;
    }
    return consumer.isPresent() ? State.SIGNED : State.OFFERED;
  }

  /** The first moment after its last day. */
  public Instant until() {
    return terms.to().plusDays(1).atStartOfDay().toInstant(ChinaTime.OFFSET);
  }

  /**
   * With the consumer's signature.
   *
   * @throws RefusedException when it is not to be signed now, or the signature is over other text
   */
  public Agreement signed(Signature signature) throws RefusedException {
    require(State.OFFERED);
    if (!signature.at().isBefore(until())) {
      throw new RefusedException(Kind.STATE, "协议期限已过", "its last day is over");
    }
    if (!verifies(signature.key(), text, signature.value())) {
      throw new RefusedException(
          Kind.INVALID,
          "签名与协议全文不符：请用所选密钥对 text 的 UTF-8 字节签名（SM2 with SM3，DER）",
          "the signature is not this key's over the whole text: sign the UTF-8 bytes of `text` with"
              + " SM2 over SM3, in DER");
    }
    return new Agreement(number, request, terms, text, Optional.of(signature), platform, ending);
  }

  /**
   * With the platform's signature, which covers the consumer's; in force from here on.
   *
   * @throws RefusedException when the consumer has not signed, or not this
   */
  public Agreement countersigned(SigningKey key, SecureRandom random, String signer, Instant at)
      throws RefusedException {
    require(State.SIGNED);
    if (!isText() || !consumerSigned()) {
      throw new RefusedException(
          Kind.INVALID,
          "协议文本或使用方签名已被改动",
          "the text or the consumer's signature is not what it was");
    }
    byte[] value = key.sign(bytes(countersigned()), random);
    Signature own = new Signature(signer, key.verifyingKey().hex(), HEX.formatHex(value), at);
    return new Agreement(number, request, terms, text, consumer, Optional.of(own), ending);
  }

  /**
   * Ended by a side, whatever it had come to.
   *
   * @throws RefusedException when it has ended before
   */
  public Agreement ended(Ending how) throws RefusedException {
    if (state() == State.ENDED) {
      throw new RefusedException(Kind.STATE, "协议已终止", "it has ended before");
    }
    return new Agreement(number, request, terms, text, consumer, platform, Optional.of(how));
  }

  /**
   * The grant that follows from what was signed; a function of this and nothing else.
   *
   * @param platformKey the platform's own; a signature with another counts for nothing
   * @return empty when there is no grant: not both have signed, or not this text
   */
  public Optional<Grant> grant(VerifyingKey platformKey) {
    boolean valid =
        isText()
            && consumerSigned()
            && platform
                .filter(own -> own.key().equals(platformKey.hex()))
                .filter(own -> verifies(own.key(), countersigned(), own.value()))
                .isPresent();
    return valid
        ? Optional.of(
            new Grant(
                terms.application(),
                terms.service(),
                terms.major(),
                terms.from().atStartOfDay().toInstant(ChinaTime.OFFSET),
                until(),
                ending.isPresent() ? Grant.State.REVOKED : Grant.State.ACTIVE,
                terms.calls(),
                terms.purpose(),
                name(),
                terms.rows(),
                terms.owner().map(Terms.Owner::usci),
                terms.fields()))
        : Optional.empty();
  }

  private void require(State wanted) throws RefusedException {
    if (state() == wanted) {
      return;
    }
    throw switch (state()) {
      case OFFERED -> new RefusedException(Kind.STATE, "须由使用方先签", "the consumer signs first");
      case SIGNED -> new RefusedException(Kind.STATE, "使用方已签署", "the consumer has signed");
      case IN_FORCE -> new RefusedException(Kind.STATE, "协议已生效", "it is in force");
      case ENDED -> new RefusedException(Kind.STATE, "协议已终止", "it has ended");
    };
  }

  private boolean isText() {
    return text.equals(AgreementText.of(number, terms));
  }

  private boolean consumerSigned() {
    return consumer.filter(own -> verifies(own.key(), text, own.value())).isPresent();
  }

  /** What the platform signs: the text with the consumer's signature under it. */
  private String countersigned() {
    Signature first = consumer.orElseThrow();
    return text
        + "\nconsumer-key: "
        + first.key()
        + "\nconsumer-signature: "
        + first.value()
        + "\n";
  }

  private static boolean verifies(String key, String text, String value) {
    try {
      return VerifyingKey.of(HEX.parseHex(key)).verifies(bytes(text), HEX.parseHex(value));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
