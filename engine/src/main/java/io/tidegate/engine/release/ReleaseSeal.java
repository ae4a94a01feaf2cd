package io.tidegate.engine.release;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.engine.store.ReleaseStore.Release;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Signs releases with the key of this node, and verifies them when they are loaded. What is signed
 * is a text of one line for each thing that a release depends on, so that a release which compiles
 * to something else can say which of them changed.
 */
public final class ReleaseSeal {
  private static final String FIRST_LINE = "tidegate-release 1";
  private static final HexFormat HEX = HexFormat.of();

  private final SigningKey key;
  private final SecureRandom random;

  public ReleaseSeal(SigningKey key, SecureRandom random) {
    this.key = Objects.requireNonNull(key, "key");
    this.random = Objects.requireNonNull(random, "random");
  }

  /** The public part of the key, in hexadecimal: what others can tell it by. */
  public String keyHex() {
    return key.verifyingKey().hex();
  }

  /**
   * What is stored of a plan.
   *
   * @param document the text it was compiled from
   */
  public Release seal(CheckedPlan checked, String document, Instant publishedAt) {
    String certificate = CheckReport.certificate(checked.certificate());
    String statement = statement(checked, certificate);
    return new Release(
        checked.plan().service(),
        checked.plan().version().toString(),
        checked.fingerprint(),
        document,
        certificate,
        statement,
        HEX.formatHex(key.sign(bytes(statement), random)),
        publishedAt);
  }

  /**
   * Why a stored release cannot be trusted, before it is compiled: a sentence in lower case; empty
   * when it is as this node signed it.
   */
  public Optional<String> tampered(Release release) {
    if (release.signature().isEmpty()) {
      return Optional.of("it was released before releases were signed");
    }
    Optional<byte[]> signature = hex(release.signature());
    if (signature.isEmpty() || !key.verifies(bytes(release.statement()), signature.get())) {
      return Optional.of(
          "its statement is not signed by the key of this node, or was changed afterwards");
    }
    Map<String, String> signed = lines(release.statement());
    if (!release.service().equals(signed.get("service"))
        || !release.version().equals(signed.get("version"))
        || !release.fingerprint().equals(signed.get("fingerprint"))) {
      return Optional.of("its signature belongs to another release");
    }
    if (!digest(release.document()).equals(signed.get("source"))) {
      return Optional.of("its document is not the one that was signed");
    }
    if (!digest(release.certificate()).equals(signed.get("certificate"))) {
      return Optional.of("its certificate is not the one that was signed");
    }
    return Optional.empty();
  }

  /**
   * What a release that was compiled again differs in: a sentence in lower case; empty when it came
   * to the plan and the certificate that were signed.
   */
  public Optional<String> changed(Release release, CheckedPlan again) {
    Map<String, String> signed = lines(release.statement());
    Map<String, String> now = lines(statement(again, CheckReport.certificate(again.certificate())));
    if (signed.equals(now)) {
      return Optional.empty();
    }
    List<String> causes = new ArrayList<>();
    Map<String, String> words = new LinkedHashMap<>();
    words.put("source", "its document");
    words.put("catalog", "the catalog");
    words.put("rules", "the rules");
    words.put("grammar", "the SQL grammar");
    words.forEach(
        (line, word) -> {
          if (!Objects.equals(signed.get(line), now.get(line))) {
            causes.add(word);
          }
        });
    return Optional.of(
        causes.isEmpty()
            ? "this version of Tidegate makes another plan of it"
            : String.join(" and ", causes) + " changed since it was signed");
  }

  private static String statement(CheckedPlan checked, String certificate) {
    PlanInputs inputs = checked.plan().inputs();
    return String.join(
        "\n",
        FIRST_LINE,
        "service=" + checked.plan().service(),
        "version=" + checked.plan().version(),
        "fingerprint=" + checked.fingerprint(),
        "source=" + inputs.source(),
        "catalog=" + inputs.catalog(),
        "rules=" + inputs.rulePackId() + " " + inputs.rulePackVersion() + " " + inputs.rulePack(),
        "grammar=" + inputs.grammar(),
        "certificate=" + digest(certificate),
        "");
  }

  private static Map<String, String> lines(String statement) {
    Map<String, String> lines = new LinkedHashMap<>();
    statement
        .lines()
        .forEach(
            line -> {
              int sign = line.indexOf('=');
              lines.put(
                  sign < 0 ? line : line.substring(0, sign),
                  sign < 0 ? "" : line.substring(sign + 1));
            });
    return lines;
  }

  private static Optional<byte[]> hex(String text) {
    try {
      return Optional.of(HEX.parseHex(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String digest(String text) {
    return HEX.formatHex(Sm3.digest(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
