package io.tidegate.engine.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Where requests for leases are answered at the node that owns their accounts. What comes while the
 * database is written to is written together next. Safe for any number of threads.
 */
final class LendingDesk implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LendingDesk.class);

  /** More than this wait only when the database does not keep up; they are turned away. */
  private static final int MOST_WAITING = 1_000;

  private static final int MOST_AT_ONCE = 200;

  private final Lender lender;
  private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread clerk;

  private record Order(List<LeaseRequest> requests, CompletableFuture<List<LeaseReply>> replies) {}

  LendingDesk(Ledgers ledgers) {
    this.lender = new Lender(Objects.requireNonNull(ledgers, "ledgers"), System::nanoTime);
    this.clerk = Thread.ofPlatform().name("quota-lender").daemon().start(this::work);
  }

  /** Answers requests, in their order. */
  CompletableFuture<List<LeaseReply>> answer(List<LeaseRequest> requests) {
    CompletableFuture<List<LeaseReply>> replies = new CompletableFuture<>();
    if (!orders.offer(new Order(requests, replies))) {
      replies.complete(unavailable(requests));
    }
    return replies;
  }

  static List<LeaseReply> unavailable(List<LeaseRequest> requests) {
    return requests.stream()
        .<LeaseReply>map(request -> new LeaseReply.Unavailable(request.number()))
        .toList();
  }

  private void work() {
    List<Order> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(orders.take());
        orders.drainTo(batch, MOST_AT_ONCE - 1);
        serve(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      orders.drainTo(batch);
      batch.forEach(order -> order.replies().complete(unavailable(order.requests())));
    }
  }

  private void serve(List<Order> batch) {
    List<LeaseRequest> requests =
        batch.stream().flatMap(order -> order.requests().stream()).toList();
    List<LeaseReply> replies;
    try {
      replies = lender.answer(requests);
    } catch (RuntimeException e) {
      LOG.error("quota cannot be lent", e);
      replies = unavailable(requests);
    }
    int next = 0;
    for (Order order : batch) {
      int end = next + order.requests().size();
      order.replies().complete(List.copyOf(replies.subList(next, end)));
      next = end;
    }
  }

  @Override
  public void close() {
    clerk.interrupt();
  }
}
