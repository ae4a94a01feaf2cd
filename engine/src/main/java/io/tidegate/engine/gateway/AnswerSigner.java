package io.tidegate.engine.gateway;

/** The platform's key for answers. Safe for any number of threads; takes up to a millisecond. */
public interface AnswerSigner {
  /** Names the key, so that a caller who knows several can tell which it is. */
  String keyId();

  /** The signature of a text, in DER. */
  byte[] sign(byte[] text);

  /** The public part in PEM, as callers check signatures with it. */
  String publicKey();
}
