package io.tidegate.engine.gateway;

import io.tidegate.engine.signature.AnswerText;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * How the answer to one signed request is signed, so that who got it can prove what it got.
 *
 * @param nonce of the request, which ties the answer to it
 */
record AnswerSigning(AnswerSigner signer, Digest digest, String nonce) {
  /** What a signature says of the head, where it is there: the rest may change on the way. */
  static final List<String> HEADERS =
      List.of(
          "content-encoding",
          "content-type",
          "etag",
          "x-tg-epoch",
          AnswerSigning.PLAN,
          "x-tg-trace-id");

  /** The fingerprint of the plan that made the answer. */
  static final String PLAN = "x-tg-plan";

  AnswerSigning {
    Objects.requireNonNull(signer, "signer");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(nonce, "nonce");
  }

  /**
   * The headers that carry the signature. Not to be called on an event loop.
   *
   * @param head those of {@link #HEADERS} that are sent
   * @param body as it is sent
   */
  Map<String, String> headers(int status, SortedMap<String, String> head, byte[] body) {
    byte[] text = AnswerText.of(status, nonce, head, HexFormat.of().formatHex(digest.of(body)));
    return Map.of(
        "X-TG-Response-Key-Id", signer.keyId(),
        "X-TG-Response-Signed-Headers", String.join(";", head.keySet()),
        "X-TG-Response-Signature", Base64.getEncoder().encodeToString(signer.sign(text)));
  }
}
