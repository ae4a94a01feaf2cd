package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.signature.SignedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out who calls. A key that is shown, or a signature, is checked even where none is needed;
 * whatever is wrong with it, the answer is the same.
 */
final class AuthenticateStep implements Step {
  private static final String BEARER = "bearer ";

  private final Authenticator authenticator;
  private final SignatureCheck signatures;
  private final SignedCallReader reader;
  private final Digest digest;
  private final Certificates certificates;

  AuthenticateStep(Authenticator authenticator, SignatureCheck signatures, Digest digest) {
    this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
    this.signatures = Objects.requireNonNull(signatures, "signatures");
    this.reader = new SignedCallReader(digest);
    this.digest = digest;
    this.certificates = authenticator.certificates();
  }

  /**
   * A signature is computed for longer than an event loop may be held, and a nonce is asked for.
   */
  @Override
  public boolean mayBlock(Exchange exchange) {
    return exchange.isSigned();
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    List<String> presented = presented(exchange);
    boolean signed = exchange.isSigned();
    if (presented.isEmpty() && !signed) {
      if (exchange.admitsAnybody()) {
        return;
      }
      throw new CallProblem(ProblemCode.AUTH_MISSING);
    }
    if (presented.size() + (signed ? 1 : 0) > 1) {
      throw new CallProblem(ProblemCode.AUTH_INVALID);
    }
    exchange.calledBy(
        (signed
                ? signer(exchange)
                : authenticator.authenticate(presented.getFirst(), exchange.address()))
            .flatMap(caller -> certificates.held(caller, exchange::certificate))
            .orElseThrow(() -> new CallProblem(ProblemCode.AUTH_INVALID)));
  }

  /** Who signs with a key nobody else has gets an answer it can prove. */
  private Optional<Identity> signer(Exchange exchange) throws CallProblem {
    SignedCall call = reader.read(exchange);
    Optional<Identity> caller = signatures.caller(call);
    if (caller.isPresent() && call.scheme() == SignatureScheme.SM2_SM3) {
      signatures
          .answers()
          .ifPresent(
              signer -> exchange.answerSigned(new AnswerSigning(signer, digest, call.nonce())));
    }
    return caller;
  }

  /** A signature is good once; whether its key still is, is asked by {@link KeyStep}. */
  @Override
  public void again(Exchange exchange) throws CallProblem {
    if (exchange.caller().isPresent() && !exchange.isSigned()) {
      apply(exchange);
    }
  }

  private static List<String> presented(Exchange exchange) {
    List<String> authorizations = exchange.headers(Exchange.AUTHORIZATION);
    if (authorizations.isEmpty()) {
      return exchange.headers(Exchange.API_KEY);
    }
    List<String> presented = new ArrayList<>(exchange.headers(Exchange.API_KEY));
    for (String authorization : authorizations) {
      boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
      // an empty key is nobody's, so another scheme is refused like a wrong key
      presented.add(bearer ? authorization.substring(BEARER.length()).strip() : "");
    }
    return presented;
  }
}
