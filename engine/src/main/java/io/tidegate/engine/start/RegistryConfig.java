package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.tidegate.engine.contract.RegistryLink.Mode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The registry of contracts. Where nothing is set, one runs beside the engine when its database
 * does too; nodes that share a database have to share a registry, and somebody has to name it.
 */
@ConfigMapping(prefix = "tidegate.registry")
public interface RegistryConfig {
  /** {@code embedded}, {@code external} or {@code off}. */
  Optional<String> mode();

  /** Where an Apicurio Registry answers, without the path of its API. */
  Optional<String> url();

  Optional<String> user();

  Optional<String> password();

  /** The folder an Apicurio Registry was unpacked to, for the one beside the engine. */
  Optional<Path> server();

  /**
   * What the settings come to.
   *
   * @param ownDatabase whether the database runs beside the engine
   * @throws StartRefusedException when the settings do not go together
   */
  default Mode chosen(boolean ownDatabase) {
    Mode mode =
        mode()
            .map(RegistryConfig::mode)
            .orElse(url().isPresent() || !ownDatabase ? Mode.EXTERNAL : Mode.EMBEDDED);
    if (mode == Mode.EMBEDDED && !ownDatabase) {
      throw new StartRefusedException(
          "nodes that share a database share a registry; name it by TIDEGATE_REGISTRY_URL instead of"
              + " an embedded one");
    }
    if (mode == Mode.EMBEDDED && url().isPresent()) {
      throw new StartRefusedException(
          "TIDEGATE_REGISTRY_URL names a registry and TIDEGATE_REGISTRY_MODE asks for an embedded"
              + " one; unset one of them");
    }
    return mode;
  }

  private static Mode mode(String text) {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw new StartRefusedException(
        "TIDEGATE_REGISTRY_MODE is embedded, external or off, not " + text);
  }
}
