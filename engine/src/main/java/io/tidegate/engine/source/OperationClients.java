package io.tidegate.engine.source;

import io.tidegate.route.catalog.Resource;
import java.util.Optional;

/** The clients for the operations of the catalog. */
@FunctionalInterface
public interface OperationClients {
  /**
   * The client of an operation, shared and not to be closed by the caller; absent when nobody said
   * where its source is, or when the resource is a table.
   */
  Optional<OperationClient> client(Resource operation);
}
