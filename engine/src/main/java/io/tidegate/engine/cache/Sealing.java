package io.tidegate.engine.cache;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.crypto.Sm4Gcm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Encrypts what is kept, bound to its name: bytes that are put under another name do not open. The
 * key is made anew for each process and never leaves it.
 */
final class Sealing {
  private static final int KEY_LENGTH = 16;

  private final SecureRandom random;
  private final Sm4Gcm cipher;

  Sealing(SecureRandom random) {
    this.random = random;
    byte[] key = new byte[KEY_LENGTH];
    random.nextBytes(key);
    this.cipher = new Sm4Gcm(key);
  }

  byte[] seal(CacheKey key, Representation open) {
    return cipher.seal(bytes(open), bound(key), random);
  }

  /** What was sealed under this name; absent when it was not. */
  Optional<Representation> open(CacheKey key, byte[] sealed) {
    return cipher.open(sealed, bound(key)).map(Sealing::representation);
  }

  private static byte[] bound(CacheKey key) {
    return key.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Representation open) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(open.content().length + 256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(open.mediaType());
      out.writeBoolean(open.gzip());
      out.writeUTF(open.entityTag());
      out.writeBoolean(open.stored());
      out.writeInt(open.headers().size());
      for (Map.Entry<String, String> header : open.headers().entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      out.writeInt(open.tally().rows());
      words(out, open.tally().relations());
      words(out, open.tally().masks());
      out.write(open.content());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void words(DataOutputStream out, List<String> words) throws IOException {
    out.writeInt(words.size());
    for (String word : words) {
      out.writeUTF(word);
    }
  }

  private static List<String> words(DataInputStream in) throws IOException {
    List<String> words = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      words.add(in.readUTF());
    }
    return words;
  }

  private static Representation representation(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String mediaType = in.readUTF();
      boolean gzip = in.readBoolean();
      String entityTag = in.readUTF();
      boolean stored = in.readBoolean();
      SortedMap<String, String> headers = new TreeMap<>();
      for (int i = in.readInt(); i > 0; i--) {
        String name = in.readUTF();
        headers.put(name, in.readUTF());
      }
      AnswerTally tally = new AnswerTally(in.readInt(), words(in), words(in));
      return new Representation(
          mediaType, in.readAllBytes(), gzip, entityTag, stored, headers, tally);
    } catch (IOException e) {
      throw new UncheckedIOException("what was sealed here does not read", e);
    }
  }
}
