package io.tidegate.engine.start;

import io.tidegate.engine.accounting.AccessLog;
import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.accounting.CallJournal;
import io.tidegate.engine.accounting.CallMeters;
import io.tidegate.engine.accounting.CallPosting;
import io.tidegate.engine.accounting.CallRecord;
import io.tidegate.engine.accounting.JournaledAccount;
import io.tidegate.engine.accounting.StoredBook;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.trace.CallTraces;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

/** The books: a journal in the data folder, and what takes it to the database. */
@Singleton
final class AccountingParts {
  /** Some twenty thousand calls: the next file has to be there before one is full. */
  private static final int SEGMENT_BYTES = 8 * 1024 * 1024;

  @Produces
  @Singleton
  CallStore callStore(PlatformDatabase database) {
    return new CallStore(database.dataSource());
  }

  @Produces
  @Singleton
  CallJournal callJournal(DataFolder folder, AccountingConfig config) {
    return CallJournal.open(folder.path().resolve("calls"), SEGMENT_BYTES, config.mostWaiting());
  }

  @Produces
  @Singleton
  CallMeters callMeters(
      CallJournal journal, AnswerCache cache, Breakers breakers, CallTraces traces) {
    return new CallMeters(journal).with(cache).with(breakers).with(traces);
  }

  void close(@Disposes CallMeters meters) {
    meters.close();
  }

  @Produces
  @Singleton
  CallTraces callTraces(TracingConfig config) {
    if (config.url().isEmpty()) {
      return CallTraces.off();
    }
    if (!(config.ratio() >= 0 && config.ratio() <= 1)) {
      throw new StartRefusedException("tidegate.tracing.ratio is from 0 to 1");
    }
    if (config.mostWaiting() < 1) {
      throw new StartRefusedException("tidegate.tracing.most-waiting is 1 or more");
    }
    return CallTraces.to(collector(config.url().get()), config.ratio(), config.mostWaiting());
  }

  private static URI collector(String url) {
    try {
      URI collector = new URI(url);
      if (collector.getHost() != null
          && Set.of("http", "https").contains(String.valueOf(collector.getScheme()))) {
        return collector;
      }
    } catch (URISyntaxException e) {
      // is refused like every other that is none
    }
    throw new StartRefusedException(
        "tidegate.tracing.url is the http or https address at which a collector takes traces,"
            + " such as http://127.0.0.1:4318/v1/traces");
  }

  void close(@Disposes CallTraces traces) {
    traces.close();
  }

  @Produces
  @Singleton
  CallPosting callPosting(
      CallJournal journal, CallStore store, AccountingConfig config, Clock clock) {
    CallPosting posting = new CallPosting(journal, new StoredBook(store), config.keep(), clock);
    posting.start();
    return posting;
  }

  /** Before the database is closed, which it depends on. */
  void close(@Disposes CallPosting posting) {
    posting.close();
  }

  /** What every call on record is shown to. */
  @Produces
  @Singleton
  Consumer<CallRecord> callLog(DataFolder folder, AccountingConfig config) {
    return config.accessLog() ? new AccessLog(folder.path().resolve("access.log")) : call -> {};
  }

  void close(@Disposes Consumer<CallRecord> log) {
    if (log instanceof AccessLog file) {
      file.close();
    }
  }

  /**
   * Where calls are put on record.
   *
   * @param posting begins before the first call
   */
  @Produces
  @Singleton
  CallAccount callAccount(
      CallJournal journal, CallMeters meters, CallPosting posting, Consumer<CallRecord> log) {
    return new JournaledAccount(journal, meters, log);
  }
}
