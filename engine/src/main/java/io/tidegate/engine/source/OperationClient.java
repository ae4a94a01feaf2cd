package io.tidegate.engine.source;

import io.tidegate.engine.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks one operation of one source. Safe for use by several threads. */
public interface OperationClient extends AutoCloseable {
  /**
   * The records the source gives, as it gives them: nothing is scoped or masked yet.
   *
   * @param inputs values by the name of the input, each of the Java type of the input's type; an
   *     optional one may be absent or null
   * @param deadline when the answer is of no use any more; nothing runs on behind it
   * @param traceId passed on to the source, and written to the log
   * @return one array per record, its values in the order of the resource's fields: {@code String},
   *     {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code LocalDate} or {@code
   *     OffsetDateTime} with the offset of China, or null
   * @throws SourceFault when there is no answer that can be relied on; also when the thread is
   *     interrupted, whose flag is set then
   */
  List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault;

  /**
   * The same, for a call that is followed.
   *
   * @param within passed on to sources that are asked by HTTP
   */
  default List<Object[]> read(
      Map<String, Object> inputs, Instant deadline, String traceId, Optional<TraceParent> within)
      throws SourceFault {
    return read(inputs, deadline, traceId);
  }

  /**
   * The place among the fields of the one that holds the key of a stored object; absent where there
   * are no objects to be had.
   */
  default OptionalInt objectKey() {
    return OptionalInt.empty();
  }

  @Override
  void close();
}
