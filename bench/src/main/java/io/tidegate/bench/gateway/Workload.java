package io.tidegate.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What is asked, again and again. */
enum Workload {
  W1("point query", "/bench/heads/"),
  W2("list of 100", "/bench/heads?company="),
  W3("head, items, REST", "/bench/declarations/"),
  W4("cached, with key", "/bench/hot/");

  /** Different requests of one workload; a cache of pages or plans must not make them one. */
  private static final int PATHS = 20_000;

  private static final int HOT_KEYS = 200;
  private static final String DAY = "?day=2024-01-11";

  private final String title;
  private final String path;

  Workload(String title, String path) {
    this.title = title;
    this.path = path;
  }

  String title() {
    return title;
  }

  /** Paths of requests, below where the server has them, for everything in the data. */
  List<String> paths(BenchData data, RandomGenerator random) {
    return switch (this) {
      case W1 -> some(PATHS, () -> path + data.anyEntry(random));
      case W2 -> data.companies().stream().map(company -> path + company).toList();
      case W3 -> some(PATHS, () -> path + data.anyEntry(random) + DAY);
      case W4 -> some(HOT_KEYS, () -> path + data.anyEntry(random));
    };
  }

  private static List<String> some(int count, java.util.function.Supplier<String> one) {
    List<String> paths = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      paths.add(one.get());
    }
    return List.copyOf(paths);
  }
}
