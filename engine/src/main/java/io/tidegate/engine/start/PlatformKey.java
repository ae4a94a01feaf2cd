package io.tidegate.engine.start;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.store.DataFolder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** The key every other key of this platform is derived from. */
final class PlatformKey {
  private final byte[] key;

  /** The key that lies in a data folder, made on first use. */
  PlatformKey(DataFolder folder) {
    this.key = folder.platformKey(new SecureRandom()).reveal().getBytes(StandardCharsets.UTF_8);
  }

  /** One key for each purpose, so that none can be used for another: 32 bytes. */
  byte[] derived(String purpose) {
    return HmacSm3.code(key, purpose.getBytes(StandardCharsets.UTF_8));
  }
}
