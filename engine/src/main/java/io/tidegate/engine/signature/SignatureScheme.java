package io.tidegate.engine.signature;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** How a call may be signed, by the name callers write in {@code X-TG-Algorithm}. */
public enum SignatureScheme {
  /** HMAC (RFC 2104) over SM3 with a secret both sides have. */
  HMAC_SM3("TG1-HMAC-SM3"),
  /** SM2 over SM3 with the application's own key, of which the platform has the public part. */
  SM2_SM3("TG1-SM2-SM3");

  private final String written;

  SignatureScheme(String written) {
    this.written = Objects.requireNonNull(written, "written");
  }

  /** The name on the wire, which is also the first line of what is signed. */
  public String written() {
    return written;
  }

  /** The scheme of a name; names are compared exactly. */
  public static Optional<SignatureScheme> of(String written) {
    return Arrays.stream(values()).filter(scheme -> scheme.written.equals(written)).findFirst();
  }
}
