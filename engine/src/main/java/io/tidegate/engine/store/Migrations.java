package io.tidegate.engine.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the platform database to the schema this engine needs. */
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration/platform";

  private Migrations() {}

  /**
   * Runs what has not run yet; safe when several engines start at once.
   *
   * @return how many migrations ran
   * @throws StoreException when one fails, or when the database was changed by a newer engine
   */
  public static int run(DataSource platform) {
    try {
      return Flyway.configure()
          .dataSource(platform)
          .locations(LOCATION)
          .failOnMissingLocations(true)
          .validateMigrationNaming(true)
          .cleanDisabled(true)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new StoreException("the platform database cannot be migrated: " + e.getMessage(), e);
    }
  }
}
