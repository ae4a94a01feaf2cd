package io.tidegate.engine.store;

import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.HmacSm3;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Seals grants with HMAC-SM3 over all that they say. Whoever can write the database and has no key
 * of the platform can make no grant, widen none, and bring no revoked one back; they could only put
 * a row back that was there before.
 */
public final class GrantSeal {
  private final byte[] key;

  /**
   * @param key for this purpose only
   */
  public GrantSeal(byte[] key) {
    this.key = Objects.requireNonNull(key, "key").clone();
  }

  /** The seal, in hexadecimal. Every text stands behind its length. */
  String of(Grant grant) {
    List<String> parts = new ArrayList<>();
    parts.add(grant.agreement());
    parts.add(grant.applicationId());
    parts.add(grant.service());
    parts.add(Integer.toString(grant.major()));
    parts.add(grant.validFrom().toString());
    parts.add(grant.validTo().toString());
    parts.add(grant.state().name());
    parts.add(grant.calls().toString());
    parts.add(grant.purpose().name());
    parts.add(grant.rows().name());
    // those without an owner keep the seal they were given before there were owners
    grant.owner().ifPresent(parts::add);
    parts.addAll(grant.fields());
    StringBuilder text =
        new StringBuilder(grant.owner().isPresent() ? "tidegate-grant/2\n" : "tidegate-grant/1\n");
    for (String part : parts) {
      text.append(part.length()).append(':').append(part).append('\n');
    }
    return HexFormat.of()
        .formatHex(HmacSm3.code(key, text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  boolean fits(Grant grant, String seal) {
    return ConstantTime.equal(
        of(grant).getBytes(StandardCharsets.US_ASCII), seal.getBytes(StandardCharsets.UTF_8));
  }
}
