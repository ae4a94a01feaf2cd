package io.tidegate.bench.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a run is made.
 *
 * @param heads rows of {@code dec_head}
 * @param rounds of each workload and server, of which the medians are told
 * @param seconds of one round
 * @param warm seconds of a turn of load before the first round; there are turns until one more does
 *     not make the server cheaper
 * @param warmRequests requests before the first round, at least
 * @param connections at once
 * @param ownLoad whether {@code wrk} is left aside
 * @param profile where recordings of the engine are put; absent when none is made
 */
public record GatewayOptions(
    int heads,
    int rounds,
    int seconds,
    int warm,
    int warmRequests,
    int connections,
    Set<Workload> workloads,
    boolean ownLoad,
    Optional<Path> profile) {
  private static final int MOST = 10_000_000;

  public GatewayOptions {
    workloads = Set.copyOf(workloads);
  }

  /** What is written on the command line; empty when it is not understood. */
  public static Optional<GatewayOptions> read(List<String> arguments) {
    int heads = 250_000;
    int rounds = 3;
    int seconds = 10;
    int warm = 10;
    int warmRequests = 20_000;
    int connections = 32;
    boolean own = false;
    Set<Workload> workloads = EnumSet.allOf(Workload.class);
    Optional<Path> profile = Optional.empty();
    List<String> left = new ArrayList<>(arguments);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      switch (option) {
        case "--short" -> {
          heads = 4_000;
          rounds = 1;
          seconds = 3;
          warm = 5;
          warmRequests = 1_000;
          continue;
        }
        case "--own-load" -> {
          own = true;
          continue;
        }
        default -> {
          // has a value
        }
      }
      if (left.isEmpty()) {
        return Optional.empty();
      }
      String value = left.removeFirst();
      if (option.equals("--profile")) {
        profile = Optional.of(Path.of(value));
        continue;
      }
      if (option.equals("--workloads")) {
        try {
          workloads = EnumSet.noneOf(Workload.class);
          for (String name : value.split(",")) {
            workloads.add(Workload.valueOf(name.toUpperCase(Locale.ROOT)));
          }
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
        continue;
      }
      if (!value.matches("[1-9][0-9]{0,7}") || Integer.parseInt(value) > MOST) {
        return Optional.empty();
      }
      int number = Integer.parseInt(value);
      switch (option) {
        case "--heads" -> heads = number;
        case "--rounds" -> rounds = number;
        case "--seconds" -> seconds = number;
        case "--warm" -> warm = number;
        case "--warm-requests" -> warmRequests = number;
        case "--connections" -> connections = number;
        default -> {
          return Optional.empty();
        }
      }
    }
    // each company must have filed more than a page
    return heads < 4_000
        ? Optional.empty()
        : Optional.of(
            new GatewayOptions(
                heads, rounds, seconds, warm, warmRequests, connections, workloads, own, profile));
  }
}
