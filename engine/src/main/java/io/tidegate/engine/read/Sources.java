package io.tidegate.engine.read;

import java.util.Optional;
import javax.sql.DataSource;

/** Where the sources of the catalog are. */
@FunctionalInterface
public interface Sources {
  /** The connections to a source; absent when nobody said where it is. */
  Optional<DataSource> source(String id);
}
