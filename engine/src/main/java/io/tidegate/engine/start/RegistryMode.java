package io.tidegate.engine.start;

import io.tidegate.engine.contract.RegistryLink.Mode;
import java.util.Locale;

/** Where the registry of contracts is to be. */
final class RegistryMode {
  private RegistryMode() {}

  /**
   * What the settings come to.
   *
   * @param ownDatabase whether the database runs beside the engine
   * @throws StartRefusedException when the settings do not go together
   */
  static Mode of(RegistryConfig config, boolean ownDatabase) {
    Mode mode =
        config
            .mode()
            .map(RegistryMode::of)
            .orElse(config.url().isPresent() || !ownDatabase ? Mode.EXTERNAL : Mode.EMBEDDED);
    if (mode == Mode.EMBEDDED && !ownDatabase) {
      throw new StartRefusedException(
          "nodes that share a database share a registry; name it by TIDEGATE_REGISTRY_URL instead of"
              + " an embedded one");
    }
    if (mode == Mode.EMBEDDED && config.url().isPresent()) {
      throw new StartRefusedException(
          "TIDEGATE_REGISTRY_URL names a registry and TIDEGATE_REGISTRY_MODE asks for an embedded"
              + " one; unset one of them");
    }
    return mode;
  }

  private static Mode of(String text) {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw new StartRefusedException(
        "TIDEGATE_REGISTRY_MODE is embedded, external or off, not " + text);
  }
}
