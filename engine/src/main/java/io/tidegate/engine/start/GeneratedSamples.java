package io.tidegate.engine.start;

import io.tidegate.engine.demo.SampleLoading;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.load.SampleLoader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/** Loads the generated sample data, in the volume that is configured. */
@Singleton
final class GeneratedSamples implements SampleLoading {
  private static final Logger LOG = Logger.getLogger(GeneratedSamples.class);

  private final DemoConfig config;

  @Inject
  GeneratedSamples(DemoConfig config) {
    this.config = config;
  }

  @Override
  public void load(DatabaseAddress samples) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(samples.url());
    database.setUser(samples.user());
    database.setPassword(samples.password().reveal());
    SampleLoader.load(
        database,
        config.volume(),
        SampleData.DEFAULT_SEED,
        (table, rows, elapsed) ->
            LOG.infof("%s: %d rows in %d ms", table, rows, elapsed.toMillis()));
  }
}
