package io.tidegate.engine.start;

import io.tidegate.engine.draft.Previews;
import io.tidegate.engine.draft.TextChecks;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.AuditStore;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What judges and tries service documents on a running node. */
@Singleton
final class DraftParts {
  @Produces
  @Singleton
  TextChecks textChecks(Instance<Governance> governance) {
    return new TextChecks(governance::get);
  }

  /** A source nobody configured is a sample source, whose records are all made up. */
  @Produces
  @Singleton
  Previews previews(Publisher publisher, ReadingConfig reading, AuditStore audit, Clock clock) {
    return new Previews(publisher, source -> !reading.sources().containsKey(source), audit, clock);
  }
}
