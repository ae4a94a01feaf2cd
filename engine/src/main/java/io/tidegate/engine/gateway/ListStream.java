package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.RunningStatements;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;

/**
 * A list that leaves part by part. The next part is read when the caller has taken the one before,
 * so that a list of any length takes the memory of two parts, and a slow caller holds back the
 * reading and no connection of a database.
 *
 * <p>When something goes wrong on the way the response is broken off, never ended: a list that ends
 * is whole.
 */
final class ListStream {
  private static final Logger LOG = Logger.getLogger(ListStream.class);

  /** RFC 9113, 7. */
  private static final long INTERNAL_ERROR = 2;

  private final Exchange exchange;
  private final Bookkeeping books;
  private final Limits limits;
  private final Context context;
  private final HttpServerResponse response;
  private volatile RunningStatements running = new RunningStatements();
  private volatile boolean gone;

  ListStream(Exchange exchange, Bookkeeping books, Limits limits) {
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.books = Objects.requireNonNull(books, "books");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.context = exchange.routing().vertx().getOrCreateContext();
    this.response = exchange.routing().response();
  }

  /**
   * What a stream may take.
   *
   * @param stalled how long a caller may take nothing
   * @param longest how long it may be altogether
   */
  record Limits(Duration stalled, Duration longest) {
    Limits {
      Objects.requireNonNull(stalled, "stalled");
      Objects.requireNonNull(longest, "longest");
    }
  }

  /**
   * One part of a list.
   *
   * @param content in the form of the answer
   * @param tally of what it says
   * @param next the part after it; absent when it is the last
   */
  record Part(byte[] content, AnswerTally tally, Optional<Next> next) {
    Part {
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(tally, "tally");
      Objects.requireNonNull(next, "next");
    }
  }

  /** Reads a part. Blocks, within the time an answer may take. */
  @FunctionalInterface
  interface Next {
    /**
     * The part.
     *
     * @param running what runs for it
     * @throws CallProblem when there is none, or the caller may not have it any more
     */
    Part read(RunningStatements running) throws CallProblem;
  }

  /** Asks whether the caller may still have it. */
  @FunctionalInterface
  interface Check {
    /**
     * Lets it go on.
     *
     * @throws CallProblem when it may not any more
     */
    void run() throws CallProblem;
  }

  /**
   * Begins, on the event loop, with a response whose head is set.
   *
   * @param check run before each further part
   * @param ended run when the stream is over, however it ended
   */
  void start(Part first, boolean gzip, Check check, Runnable ended) {
    response.setChunked(true);
    Thread thread =
        Thread.ofVirtual()
            .name("stream-" + exchange.traceId())
            .unstarted(
                () -> {
                  try {
                    run(first, gzip, check);
                  } finally {
                    ended.run();
                  }
                });
    exchange
        .routing()
        .addEndHandler(
            ignored -> {
              gone = true;
              if (thread.isAlive()) {
                running.end(thread);
              }
            });
    thread.start();
  }

  private void run(Part first, boolean gzip, Check check) {
    long begun = System.nanoTime();
    try (Packing packing = new Packing(gzip)) {
      Part part = first;
      write(part.tally(), packing.packed(part.content()));
      while (part.next().isPresent()) {
        if (System.nanoTime() - begun > limits.longest().toNanos()) {
          throw new TimeoutException("it takes longer than a list may");
        }
        check.run();
        part = read(part.next().get());
        write(part.tally(), packing.packed(part.content()));
      }
      byte[] end = packing.end();
      if (end.length > 0) {
        write(AnswerTally.NOTHING, end);
      }
      context.runOnContext(ignored -> end());
    } catch (CallProblem problem) {
      broken(problem.code().id());
    } catch (TimeoutException e) {
      broken(e.getMessage());
    } catch (InterruptedException e) {
      broken("the caller has gone");
    } catch (IOException | ExecutionException | RuntimeException | Error e) {
      broken(Fault.describe(e));
    }
  }

  private Part read(Next next) throws CallProblem, InterruptedException {
    // a route ends what runs for it, so each part has its own
    RunningStatements own = exchange.running().another();
    running = own;
    if (gone) {
      throw new InterruptedException();
    }
    return next.read(own);
  }

  /** Puts bytes on record, hands them to the socket and waits until it takes more. */
  private void write(AnswerTally tally, byte[] bytes)
      throws InterruptedException, ExecutionException, TimeoutException, CallProblem {
    books.part(exchange, tally, bytes.length);
    if (bytes.length == 0) {
      return;
    }
    CompletableFuture<Void> taken = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          if (gone || response.ended() || response.closed()) {
            taken.completeExceptionally(new IOException("the response is over"));
            return;
          }
          response.write(Buffer.buffer(bytes));
          if (response.writeQueueFull()) {
            response.drainHandler(drained -> taken.complete(null));
          } else {
            taken.complete(null);
          }
        });
    try {
      taken.get(limits.stalled().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TimeoutException("the caller takes nothing");
    }
  }

  private void end() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  private void broken(String why) {
    if (gone) {
      return;
    }
    LOG.warnf("request %s: a list was broken off: %s", exchange.traceId(), why);
    context.runOnContext(
        ignored -> {
          if (response.ended() || response.closed()) {
            return;
          }
          if (exchange.request().version() == HttpVersion.HTTP_2) {
            response.reset(INTERNAL_ERROR);
          } else {
            exchange.request().connection().close();
          }
        });
  }

  /** Packs the parts of one response, when it is to be packed. */
  private static final class Packing implements AutoCloseable {
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final OutputStream gzip;

    Packing(boolean gzip) throws IOException {
      this.gzip = gzip ? new GZIPOutputStream(packed, 8192, true) : null;
    }

    byte[] packed(byte[] plain) throws IOException {
      if (gzip == null) {
        return plain;
      }
      gzip.write(plain);
      gzip.flush();
      return taken();
    }

    byte[] end() throws IOException {
      if (gzip == null) {
        return new byte[0];
      }
      gzip.close();
      return taken();
    }

    private byte[] taken() {
      byte[] bytes = packed.toByteArray();
      packed.reset();
      return bytes;
    }

    @Override
    public void close() throws IOException {
      if (gzip != null) {
        gzip.close();
      }
    }
  }
}
