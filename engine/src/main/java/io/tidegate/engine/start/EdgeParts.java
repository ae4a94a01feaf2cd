package io.tidegate.engine.start;

import io.tidegate.engine.access.AccessTokens;
import io.tidegate.engine.access.Caller;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.ClientCertificates;
import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.access.Nonces.NoncesUnavailableException;
import io.tidegate.engine.access.SignedCallers;
import io.tidegate.engine.admin.AccountCheck;
import io.tidegate.engine.admin.SessionAccounts;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.CacheSettings;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.epoch.NodePlace;
import io.tidegate.engine.gateway.AnswerSigner;
import io.tidegate.engine.gateway.Authenticator;
import io.tidegate.engine.gateway.Certificates;
import io.tidegate.engine.gateway.Digest;
import io.tidegate.engine.gateway.Grants;
import io.tidegate.engine.gateway.HeldGrant;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.gateway.LiveKeys;
import io.tidegate.engine.gateway.SignatureCheck;
import io.tidegate.engine.gateway.Standing;
import io.tidegate.engine.gateway.TokenIssue;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.signature.SignedCall;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.CertificateStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.TokenStore;
import io.tidegate.route.text.Bilingual;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** What the edge asks the platform: whose key it is, who holds a grant, who signs in. */
@Singleton
final class EdgeParts {
  private static final Logger LOG = Logger.getLogger(EdgeParts.class);
  private static final Duration SHORTEST_TOKEN = Duration.ofMinutes(1);
  private static final Duration LONGEST_TOKEN = Duration.ofHours(1);

  @Produces
  @Singleton
  GrantIndex grantIndex(GrantStore store, Clock clock) {
    return new GrantIndex(store::grants, clock);
  }

  @Produces
  @Singleton
  Authenticator authenticator(
      Callers callers,
      SignedCallers signedCallers,
      AccessTokens tokens,
      Certificates certificates) {
    return new Authenticator() {
      @Override
      public Optional<Identity> authenticate(String presented, String address) {
        return AccessTokens.isToken(presented)
            ? tokens
                .read(presented)
                .flatMap(
                    note ->
                        callers
                            .ofKey(note.keyId(), address)
                            .or(() -> signedCallers.ofKey(note.keyId(), address))
                            .map(caller -> identity(caller).by(note.id(), note.certificate())))
            : callers.authenticate(presented, address).map(EdgeParts::identity);
      }

      @Override
      public Certificates certificates() {
        return certificates;
      }
    };
  }

  @Produces
  @Singleton
  CertificateStore certificateStore(PlatformDatabase database, Clock clock) {
    return new CertificateStore(database.dataSource(), clock);
  }

  @Produces
  @Singleton
  ClientCertificates clientCertificates(CertificateStore store, Clock clock) {
    return new ClientCertificates(store::bindings, clock);
  }

  @Produces
  @Singleton
  Certificates certificates(ClientCertificates certificates) {
    return (caller, shown) ->
        certificates.held(caller.application(), caller.certificate(), shown).map(caller::heldTo);
  }

  /** Under a key of its own, which every node derives from the same. */
  @Produces
  @Singleton
  AccessTokens accessTokens(
      DataFolder folder, AccessConfig config, PlatformDatabase database, Clock clock) {
    if (config.tokenLife().compareTo(SHORTEST_TOKEN) < 0
        || config.tokenLife().compareTo(LONGEST_TOKEN) > 0) {
      throw new StartRefusedException("tidegate.access.token-life is from 1m to 1h");
    }
    return new AccessTokens(
        new Sm4Gcm(new PlatformKey(folder).derived("access-token")),
        new StoredRevocations(new TokenStore(database.dataSource(), clock)),
        clock,
        config.tokenLife());
  }

  private record StoredRevocations(TokenStore store) implements AccessTokens.Revocations {
    @Override
    public Set<String> revoked() {
      return store.revoked();
    }

    @Override
    public boolean revoke(AccessTokens.Note note, Optional<String> application, String actor) {
      return store.revoke(note.id(), note.keyId(), note.endsAt(), application, actor);
    }
  }

  @Produces
  @Singleton
  TokenIssue tokenIssue(Callers callers, AccessTokens tokens, Certificates certificates) {
    return new TokenIssue() {
      @Override
      public Optional<Identity> client(String client, String secret, String address) {
        return callers
            .authenticate(secret, address)
            .filter(caller -> caller.applicationId().equals(client))
            .map(EdgeParts::identity);
      }

      @Override
      public Issued issue(Identity client) {
        return new Issued(tokens.issue(client.keyId(), client.certificate()), tokens.life());
      }

      @Override
      public Certificates certificates() {
        return certificates;
      }

      @Override
      public boolean revoke(Identity client, String token) {
        return tokens.revoke(token, Optional.of(client.application()), client.application());
      }
    };
  }

  @Produces
  @Singleton
  SignatureCheck signatureCheck(SignedCallers callers, DataFolder folder, Clock clock) {
    AnswerSigner answers = new AnswerKey(new PlatformKey(folder).derived("answer-key"));
    return new SignatureCheck() {
      /** Whether a call is timely says nothing about who calls, so it is told as what it is. */
      @Override
      public Optional<Identity> caller(SignedCall call) throws CallProblem {
        if (!callers.isTimely(call)) {
          throw new CallProblem(
              ProblemCode.AUTH_CLOCK,
              new Bilingual(
                  "服务器时间为 " + clock.millis() + " 毫秒，允许相差 " + SignedCallers.SKEW.toSeconds() + " 秒",
                  "the server's time is "
                      + clock.millis()
                      + " ms; "
                      + SignedCallers.SKEW.toSeconds()
                      + " s more or less are accepted"));
        }
        try {
          return callers.authenticate(call).map(EdgeParts::identity);
        } catch (NoncesUnavailableException e) {
          LOG.errorf("signatures cannot be checked: %s", e.getMessage());
          throw new CallProblem(ProblemCode.AUTH_UNAVAILABLE);
        }
      }

      @Override
      public Optional<AnswerSigner> answers() {
        return Optional.of(answers);
      }
    };
  }

  private static Identity identity(Caller caller) {
    return new Identity(caller.applicationId(), caller.usci(), caller.level(), caller.keyId());
  }

  @Produces
  @Singleton
  Grants grants(GrantIndex index) {
    return new Grants() {
      @Override
      public List<HeldGrant> live(String application, String service) {
        List<Grant> live = index.live(application, service);
        List<HeldGrant> held = new ArrayList<>(live.size());
        for (Grant grant : live) {
          held.add(
              new HeldGrant(
                  grant.purpose(),
                  Optional.of(grant.agreement()),
                  Optional.of(
                      new HeldGrant.Covered(
                          grant.major(), grant.rows(), grant.owner(), grant.fields()))));
        }
        return held;
      }

      @Override
      public long version(String application) {
        return index.version(application);
      }
    };
  }

  @Produces
  @Singleton
  AnswerCache answerCache(CacheConfig config) {
    return new AnswerCache(
        new CacheSettings(config.maxBytes(), config.maxAnswerBytes(), config.staleFor()),
        new SecureRandom(),
        System::nanoTime);
  }

  /** A key of either kind, and neither can be told from its id. */
  @Produces
  @Singleton
  LiveKeys liveKeys(
      Callers callers,
      SignedCallers signedCallers,
      ClientCertificates certificates,
      AccessTokens tokens) {
    return caller ->
        (callers.isGood(caller.keyId()) || signedCallers.isGood(caller.keyId()))
            && certificates.holds(caller.application(), caller.certificate())
            && !tokens.isRevoked(caller.token());
  }

  @Produces
  @Singleton
  Standing standing(NodePlace place) {
    return place::holds;
  }

  @Produces
  @Singleton
  Digest digest() {
    return Sm3::digest;
  }

  @Produces
  @Singleton
  AccountCheck accountCheck(Sessions sessions, Staff staff) {
    return new SessionAccounts(sessions, staff);
  }
}
