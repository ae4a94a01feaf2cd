package io.tidegate.engine.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * One file of the application.
 *
 * @param name below {@code /ui/}, such as {@code assets/index-1a2b.js}
 * @param packed whether the content is packed by gzip
 */
record WebFile(String name, boolean packed, byte[] content) {
  WebFile {
    Objects.requireNonNull(name, "name");
    content = content.clone();
  }

  /** The content as a browser gets it that takes nothing packed. */
  byte[] plain() {
    if (!packed) {
      return content.clone();
    }
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return unpacked.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether another content would have another name, so that it may be kept for good. */
  boolean lasting() {
    return name.startsWith("assets/");
  }

  String mediaType() {
    return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "html" -> "text/html; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "json" -> "application/json; charset=utf-8";
      case "png" -> "image/png";
      case "woff2" -> "font/woff2";
      default -> "application/octet-stream";
    };
  }
}
