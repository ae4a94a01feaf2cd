package io.tidegate.engine.quota;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who lends, wherever that is. */
interface Lenders {
  /** Any text that two accounts have in common exactly when they can be asked for together. */
  String owner(String account);

  /**
   * Asks the owner of accounts.
   *
   * @param owner as {@link #owner} tells it
   * @param requests for accounts of this owner
   * @return answers in the same order; fails, or never ends, when they cannot be had
   */
  CompletableFuture<List<LeaseReply>> ask(String owner, List<LeaseRequest> requests);
}
