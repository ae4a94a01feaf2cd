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
 * texts, followed by 16 bytes of HMAC-SM3 over them, the service and the caller: it can be neither
 * made nor altered outside, nor used by another caller. It outlives a publication as long as the
 * keys stay the same.
 */
public final class CursorCodec {
  private static final int SEAL_BYTES = 16;
  private static final int LONGEST = 2048;

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
    payload.writeBytes(seal);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(payload.toByteArray());
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
      byte[] payload = Arrays.copyOf(sealed, sealed.length - SEAL_BYTES);
      byte[] seal = Arrays.copyOfRange(sealed, payload.length, sealed.length);
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
