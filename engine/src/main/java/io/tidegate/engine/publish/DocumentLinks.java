package io.tidegate.engine.publish;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.read.ObjectLinks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * Links to stored documents. One is base64url of what it leads to and until when, followed by 32
 * bytes of HMAC-SM3 over that, the caller with its application, and the fingerprint of the plan
 * that gave it. So it can be neither made nor altered outside, is of no use to another caller, and
 * ends when its time is over or another plan comes in force.
 */
public final class DocumentLinks {
  /** The path of all links. */
  public static final String PATH = "/api/documents/";

  private static final int SEAL_BYTES = 32;
  private static final int LONGEST = 2048;

  private final byte[] key;
  private final Duration life;
  private final InstantSource clock;

  /**
   * @param life how long a link can be used, at least; at most twice as long
   */
  public DocumentLinks(byte[] key, Duration life, InstantSource clock) {
    if (life.toMillis() < 1) {
      throw new IllegalArgumentException("a link has a time to live");
    }
    this.key = key.clone();
    this.life = life;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Who is given a link, and by whom alone it can be used.
   *
   * @param application absent for an anonymous caller
   * @param creditCode absent for an anonymous caller
   * @param agreement it was given under; another may not cover the field it stands in
   */
  public record Holder(
      Optional<String> application, Optional<String> creditCode, Optional<String> agreement) {
    public Holder {
      Objects.requireNonNull(application, "application");
      Objects.requireNonNull(creditCode, "creditCode");
      Objects.requireNonNull(agreement, "agreement");
    }
  }

  /** What a link claims to lead to; nothing is proven before it is opened. */
  public static final class Claim {
    private final String service;
    private final int major;
    private final String resource;
    private final String object;
    private final Instant until;
    private final byte[] payload;
    private final byte[] seal;

    private Claim(byte[] payload, byte[] seal) throws IOException {
      this.payload = payload;
      this.seal = seal;
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
        until = Instant.ofEpochMilli(in.readLong());
        service = in.readUTF();
        major = in.readInt();
        resource = in.readUTF();
        object = in.readUTF();
        if (in.read() >= 0) {
          throw new IOException("more than a link");
        }
      }
    }

    /** Whether a plan is the one it names, in whatever minor version. */
    public boolean isOf(GovernedPlan plan) {
      return plan.service().equals(service) && plan.version().major() == major;
    }
  }

  /** The object a link leads to. */
  public record Target(String resource, String key) {
    public Target {
      Objects.requireNonNull(resource, "resource");
      Objects.requireNonNull(key, "key");
    }
  }

  /** Makes the links of one answer. */
  public ObjectLinks of(GovernedPlan plan, String fingerprint, Holder holder) {
    return (resource, object) -> {
      byte[] payload = payload(plan, resource, object);
      byte[] whole = Arrays.copyOf(payload, payload.length + SEAL_BYTES);
      System.arraycopy(seal(payload, fingerprint, holder), 0, whole, payload.length, SEAL_BYTES);
      return PATH + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    };
  }

  /** Links end at full lives, so that an answer that is asked for again soon is the same. */
  private byte[] payload(GovernedPlan plan, String resource, String object) {
    long now = clock.millis();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(payload)) {
      out.writeLong((now / life.toMillis() + 2) * life.toMillis());
      out.writeUTF(plan.service());
      out.writeInt(plan.version().major());
      out.writeUTF(resource);
      out.writeUTF(object);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return payload.toByteArray();
  }

  /** What a link says, behind {@link #PATH}; absent when it is none. */
  public Optional<Claim> read(String link) {
    if (link.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(link);
      boolean usual = Base64.getUrlEncoder().withoutPadding().encodeToString(whole).equals(link);
      if (!usual || whole.length <= SEAL_BYTES) {
        return Optional.empty();
      }
      int payload = whole.length - SEAL_BYTES;
      return Optional.of(
          new Claim(
              Arrays.copyOf(whole, payload), Arrays.copyOfRange(whole, payload, whole.length)));
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  /**
   * What a claim leads to; absent unless it was made by us, for this caller and plan, and lives.
   */
  public Optional<Target> open(Claim claim, String fingerprint, Holder holder) {
    boolean ours = ConstantTime.equal(claim.seal, seal(claim.payload, fingerprint, holder));
    return ours && clock.instant().isBefore(claim.until)
        ? Optional.of(new Target(claim.resource, claim.object))
        : Optional.empty();
  }

  private byte[] seal(byte[] payload, String fingerprint, Holder holder) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(message)) {
      out.write("document\n".getBytes(StandardCharsets.US_ASCII));
      out.writeUTF(fingerprint);
      out.writeUTF(holder.application().orElse(""));
      out.writeUTF(holder.creditCode().orElse(""));
      out.writeUTF(holder.agreement().orElse(""));
      out.write(payload);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return HmacSm3.code(key, message.toByteArray());
  }
}
