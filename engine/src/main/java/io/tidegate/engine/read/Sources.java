package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.source.OperationClient;
import java.util.Optional;
import javax.sql.DataSource;

/** Where the sources of the catalog are. */
public interface Sources {
  /** The connections to a source with tables; absent when nobody said where it is. */
  Optional<DataSource> database(String source);

  /**
   * The client of an operation; absent when nobody said where its source is.
   *
   * @param resource the catalog's id of the operation
   */
  Optional<OperationClient> operation(String resource);

  /** What stands before that which a read asks; the same for all that ask it. */
  default SourceGate gate(PlannedRead read) {
    return SourceGate.OPEN;
  }
}
