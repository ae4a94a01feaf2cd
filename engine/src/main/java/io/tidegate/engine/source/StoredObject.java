package io.tidegate.engine.source;

import java.util.Objects;

/** An object of a store, with what it is. The bytes are not shared with anybody. */
public record StoredObject(String contentType, byte[] bytes) {
  public StoredObject {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(bytes, "bytes");
  }
}
