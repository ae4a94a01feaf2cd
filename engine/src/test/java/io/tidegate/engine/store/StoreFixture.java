package io.tidegate.engine.store;

import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;

/** For tests of other packages: a migrated platform database of their own. */
public final class StoreFixture {
  private StoreFixture() {}

  /** Opens it in a folder; the caller closes it. */
  public static PlatformDatabase migrated(Path folder) {
    PlatformDatabase database = TestDatabases.open(folder);
    Migrations.run(database.dataSource());
    return database;
  }

  /** Accounts, sealed with a key that everybody knows. */
  public static AccountStore accounts(PlatformDatabase database) {
    return accounts(database.dataSource());
  }

  /** Likewise, in whatever place. */
  public static AccountStore accounts(DataSource platform) {
    return new AccountStore(platform, new AccountSeal(new byte[32]), Clock.systemUTC());
  }
}
