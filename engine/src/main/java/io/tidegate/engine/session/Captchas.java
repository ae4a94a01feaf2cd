package io.tidegate.engine.session;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.session.SessionException.Kind;
import io.tidegate.engine.store.LoginStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Pictures of characters that whoever signs in has to read. Each is answered once, right or wrong,
 * on whatever node. Nothing turns them off: a demo has a word of its own that answers every one, in
 * the file where its passwords are. Safe for any number of threads.
 */
public final class Captchas {
  static final Duration LIFE = Duration.ofMinutes(2);

  private static final int LENGTH = 5;
  private static final int ID_BYTES = 16;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** More than this many a minute for all addresses together are an attack. */
  private static final int MOST_PER_MINUTE = 1200;

  private final LoginStore store;
  private final Supplier<Optional<String>> demoWord;
  private final int mostPerMinute;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Integer> ofAddress = new HashMap<>();
  private Instant minute = Instant.EPOCH;
  private int all;

  /**
   * @param demoWord what answers every captcha of a demo; outside of demos there is none
   * @param mostPerMinute for one address, on one node
   */
  public Captchas(
      LoginStore store, Supplier<Optional<String>> demoWord, int mostPerMinute, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.demoWord = Objects.requireNonNull(demoWord, "demoWord");
    this.mostPerMinute = mostPerMinute;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A question.
   *
   * @param image a {@code data:} address of a PNG
   */
  public record Captcha(String id, String image) {
    public Captcha {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(image, "image");
    }
  }

  /** Asks whoever is at an address. */
  public Captcha ask(String address) throws SessionException {
    Instant now = clock.instant();
    if (!admit(address, now)) {
      throw new SessionException(Kind.OFTEN, MINUTE);
    }
    StringBuilder characters = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      characters.append(
          CaptchaImage.ALPHABET.charAt(random.nextInt(CaptchaImage.ALPHABET.length())));
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    store.ask(name, characters.toString(), now.plus(LIFE));
    // how it is drawn may be guessed, what is drawn may not
    byte[] image = CaptchaImage.of(characters.toString(), new SplittableRandom(random.nextLong()));
    return new Captcha(name, "data:image/png;base64," + Base64.getEncoder().encodeToString(image));
  }

  private synchronized boolean admit(String address, Instant now) {
    if (now.isAfter(minute.plus(MINUTE))) {
      minute = now;
      all = 0;
      ofAddress.clear();
      store.forget(now);
    }
    all++;
    return all <= MOST_PER_MINUTE && ofAddress.merge(address, 1, Integer::sum) <= mostPerMinute;
  }

  /** Whether a captcha is answered so; it is over then, whatever the outcome. */
  boolean answered(String id, String answer) {
    Instant now = clock.instant();
    Optional<String> word = demoWord.get();
    if (word.isPresent() && ConstantTime.equal(bytes(word.get()), bytes(answer))) {
      return store.spend(id, now);
    }
    return store.answered(id, answer.strip().toUpperCase(Locale.ROOT), now);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
