package io.tidegate.bench.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Asks a server as fast as it answers, over connections that stay open. */
interface Load {
  /** What stands in a report for it. */
  String name();

  /**
   * Asks for so long.
   *
   * @param paths one of them each time, at random
   * @param key sent as the key of the caller
   * @throws IOException when the server breaks off, or refuses more than one in a hundred
   */
  Answers run(Server server, List<String> paths, String key, int connections, Duration time)
      throws IOException, InterruptedException;

  /**
   * What came.
   *
   * @param count answers
   * @param median of the times they took, in milliseconds
   * @param slow the time that one in a hundred took longer than, in milliseconds
   */
  record Answers(long count, double perSecond, double median, double slow) {
    /** Share of requests that may be refused: a busy machine lets some come too late. */
    static final double TOLERATED = 0.01;
  }
}
