package io.tidegate.engine.publish;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Turns the keys of a page's last row into a cursor and back. A cursor is base64url of the keys as
 * texts, hidden, followed by 16 bytes of HMAC-SM3 over them, the service and the caller: it can be
 * neither read, made nor altered outside, nor used by another caller. What it is hidden with
 * follows from these bytes, so that the same keys are the same cursor. It outlives a publication as
 * long as the keys stay the same.
 */
public final class CursorCodec {
  private static final int SEAL_BYTES = 16;
  private static final int LONGEST = 2048;

  /** Of one code of HMAC-SM3. */
  private static final int STREAM_BYTES = 32;

  private final byte[] key;

  public CursorCodec(byte[] key) {
    this.key = key.clone();
  }

  String encode(String service, Optional<String> caller, List<PageKey> keys, List<Object> values) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(payload)) {
      for (Object value : values) {
        out.writeUTF(value.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    byte[] seal = seal(service, caller, keys, payload.toByteArray());
    byte[] hidden = hidden(payload.toByteArray(), seal);
    byte[] cursor = Arrays.copyOf(hidden, hidden.length + SEAL_BYTES);
    System.arraycopy(seal, 0, cursor, hidden.length, SEAL_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  List<Object> decode(String service, Optional<String> caller, List<PageKey> keys, String cursor)
      throws CallProblem {
    if (cursor.length() > LONGEST) {
      throw new CallProblem(ProblemCode.PARAM_CURSOR);
    }
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(cursor);
      if (sealed.length <= SEAL_BYTES) {
        throw new CallProblem(ProblemCode.PARAM_CURSOR);
      }
      int length = sealed.length - SEAL_BYTES;
      byte[] seal = Arrays.copyOfRange(sealed, length, sealed.length);
      byte[] payload = hidden(Arrays.copyOf(sealed, length), seal);
      if (!ConstantTime.equal(seal, seal(service, caller, keys, payload))) {
        throw new CallProblem(ProblemCode.PARAM_CURSOR);
      }
      List<Object> values = new ArrayList<>();
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
      for (PageKey pageKey : keys) {
        values.add(value(in.readUTF(), pageKey.sqlType()));
      }
      return values;
    } catch (IllegalArgumentException | IOException | DateTimeException e) {
      throw new CallProblem(ProblemCode.PARAM_CURSOR);
    }
  }

  private byte[] seal(String service, Optional<String> caller, List<PageKey> keys, byte[] payload) {
    StringBuilder context =
        new StringBuilder("cursor\n")
            .append(service)
            .append('\n')
            .append(caller.orElse(""))
            .append('\n');
    keys.forEach(
        k ->
            context
                .append(k.name())
                .append(' ')
                .append(k.sqlType())
                .append(' ')
                .append(k.descending())
                .append('\n'));
    byte[] head = context.toString().getBytes(StandardCharsets.UTF_8);
    byte[] message = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, message, head.length, payload.length);
    return Arrays.copyOf(HmacSm3.code(key, message), SEAL_BYTES);
  }

  /**
   * The payload under a stream of HMAC-SM3 of the seal and a count, or back: the keys can be of
   * fields that the caller is not given.
   */
  private byte[] hidden(byte[] payload, byte[] seal) {
    byte[] hidden = new byte[payload.length];
    byte[] stream = {};
    for (int i = 0; i < payload.length; i++) {
      int at = i % STREAM_BYTES;
      if (at == 0) {
        byte[] head =
            ("cursor-stream\n" + i / STREAM_BYTES + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(head, head.length + seal.length);
        System.arraycopy(seal, 0, message, head.length, seal.length);
        stream = HmacSm3.code(key, message);
      }
      hidden[i] = (byte) (payload[i] ^ stream[at]);
    }
    return hidden;
  }

  private static Object value(String text, String sqlType) {
    return switch (sqlType) {
      case "int2", "int4", "int8" -> Long.valueOf(text);
      case "numeric", "float4", "float8" -> new BigDecimal(text);
      case "bool" -> Boolean.valueOf(text);
      case "date" -> LocalDate.parse(text);
      case "timestamptz" -> OffsetDateTime.parse(text);
      default -> text;
    };
  }
}
