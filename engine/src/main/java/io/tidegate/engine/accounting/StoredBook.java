package io.tidegate.engine.accounting;

import io.tidegate.engine.store.CallStore;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** The book in the platform's database. */
public final class StoredBook implements CallBook {
  private final CallStore store;

  public StoredBook(CallStore store) {
    this.store = Objects.requireNonNull(store, "store");
  }

  @Override
  public long posted(UUID journal) {
    return store.posted(journal);
  }

  @Override
  public void post(UUID journal, CallJournal.Lines lines) {
    store.post(journal, lines.upTo(), lines.bytes());
  }

  @Override
  public int removeBefore(Instant moment, int most) {
    return store.removeBefore(moment, most);
  }
}
