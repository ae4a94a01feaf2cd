package io.tidegate.engine.quota;

import io.tidegate.engine.quota.LeaseRequest.Settlement;
import io.tidegate.engine.quota.Standing.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Requests and replies as bytes between nodes. The first byte tells the version of the form. */
final class Wire {
  private static final int FORM = 1;
  private static final int MOST = 10_000;
  private static final Bucket[] BUCKETS = Bucket.values();

  private Wire() {}

  private interface Writing<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  private interface Reading<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] requests(List<LeaseRequest> requests) {
    return write(requests, Wire::write);
  }

  static List<LeaseRequest> requests(byte[] bytes) {
    return read(bytes, Wire::request);
  }

  static byte[] replies(List<LeaseReply> replies) {
    return write(replies, Wire::write);
  }

  static List<LeaseReply> replies(byte[] bytes) {
    return read(bytes, Wire::reply);
  }

  private static <T> byte[] write(List<T> values, Writing<T> writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 * values.size() + 8);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      list(out, values, writing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> List<T> read(byte[] bytes, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORM) {
        throw new IOException("another version of the form");
      }
      return list(in, reading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void list(DataOutputStream out, List<T> values, Writing<T> writing)
      throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writing.write(out, value);
    }
  }

  private static <T> List<T> list(DataInputStream in, Reading<T> reading) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MOST) {
      throw new IOException("a list of " + size);
    }
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(reading.read(in));
    }
    return values;
  }

  private static void write(DataOutputStream out, LeaseRequest request) throws IOException {
    out.writeUTF(request.account());
    out.writeInt(request.limits().perSecond());
    out.writeInt(request.limits().burst());
    out.writeLong(request.limits().perMinute());
    out.writeLong(request.limits().perDay());
    out.writeLong(request.limits().perMonth());
    out.writeUTF(request.node());
    out.writeLong(request.number());
    out.writeLong(request.wanted());
    list(
        out,
        request.settlements(),
        (o, settlement) -> {
          o.writeLong(settlement.number());
          o.writeLong(settlement.unspent());
          o.writeLong(settlement.failed());
          o.writeBoolean(settlement.last());
        });
  }

  private static LeaseRequest request(DataInputStream in) throws IOException {
    return new LeaseRequest(
        in.readUTF(),
        new Limits(in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong()),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        list(in, i -> new Settlement(i.readLong(), i.readLong(), i.readLong(), i.readBoolean())));
  }

  private static void write(DataOutputStream out, LeaseReply reply) throws IOException {
    switch (reply) {
      case LeaseReply.Granted granted -> {
        out.writeByte('G');
        out.writeLong(granted.number());
        out.writeLong(granted.units());
        out.writeLong(granted.at());
        out.writeLong(granted.until());
        write(out, granted.standing());
      }
      case LeaseReply.Refused refused -> {
        out.writeByte('R');
        out.writeLong(refused.number());
        out.writeByte(refused.bucket().ordinal());
        out.writeLong(refused.at());
        out.writeLong(refused.resetAt());
        write(out, refused.standing());
      }
      case LeaseReply.Settled settled -> {
        out.writeByte('S');
        out.writeLong(settled.number());
      }
      case LeaseReply.Unavailable unavailable -> {
        out.writeByte('U');
        out.writeLong(unavailable.number());
      }
    }
  }

  private static LeaseReply reply(DataInputStream in) throws IOException {
    int kind = in.readByte();
    long number = in.readLong();
    return switch (kind) {
      case 'G' ->
          new LeaseReply.Granted(number, in.readLong(), in.readLong(), in.readLong(), standing(in));
      case 'R' ->
          new LeaseReply.Refused(
              number, BUCKETS[in.readByte()], in.readLong(), in.readLong(), standing(in));
      case 'S' -> new LeaseReply.Settled(number);
      case 'U' -> new LeaseReply.Unavailable(number);
      default -> throw new IOException("no reply");
    };
  }

  private static void write(DataOutputStream out, Standing standing) throws IOException {
    out.writeLong(standing.at());
    list(
        out,
        standing.parts(),
        (o, part) -> {
          o.writeByte(part.bucket().ordinal());
          o.writeLong(part.limit());
          o.writeLong(part.left());
          o.writeLong(part.lent());
          o.writeLong(part.resetAt());
        });
  }

  private static Standing standing(DataInputStream in) throws IOException {
    return new Standing(
        in.readLong(),
        list(
            in,
            i ->
                new Part(
                    BUCKETS[i.readByte()],
                    i.readLong(),
                    i.readLong(),
                    i.readLong(),
                    i.readLong())));
  }
}
