package io.tidegate.bench.chaos;

import java.util.List;

/** What must hold whatever happens. Sees every answered call, by one thread at a time. */
public interface Invariant {
  /** What it is, in a few words. */
  String name();

  /** Takes a call into account. */
  void see(Observation observation);

  /** What was seen that must not be; empty when it held. */
  List<String> broken();

  /** How much was looked at, for somebody who doubts that anything was. */
  long looked();
}
