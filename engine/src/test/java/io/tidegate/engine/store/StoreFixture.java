package io.tidegate.engine.store;

import java.nio.file.Path;

/** For tests of other packages: a migrated platform database of their own. */
public final class StoreFixture {
  private StoreFixture() {}

  /** Opens it in a folder; the caller closes it. */
  public static PlatformDatabase migrated(Path folder) {
    PlatformDatabase database = TestDatabases.open(folder);
    Migrations.run(database.dataSource());
    return database;
  }
}
