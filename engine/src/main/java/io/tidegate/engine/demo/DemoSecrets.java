package io.tidegate.engine.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the demo tells its user in clear.
 *
 * @param baseUrl where the engine listens, without a slash at the end
 * @param keys from the cast member's word to its key
 * @param signatureKeys for signed calls
 * @param logins from the login to its password
 * @param captcha answers every captcha of this demo, for programs that try it out
 */
public record DemoSecrets(
    String baseUrl,
    Map<String, String> keys,
    List<DemoSignatureKey> signatureKeys,
    Map<String, String> logins,
    String captcha) {
  public DemoSecrets {
    Objects.requireNonNull(baseUrl, "baseUrl");
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    signatureKeys = List.copyOf(signatureKeys);
    Objects.requireNonNull(captcha, "captcha");
    logins = Collections.unmodifiableMap(new LinkedHashMap<>(logins));
  }

  @Override
  public String toString() {
    return "demo at " + baseUrl + " (secrets)";
  }
}
