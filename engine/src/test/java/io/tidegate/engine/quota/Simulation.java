package io.tidegate.engine.quota;

import io.tidegate.engine.quota.Ledger.Holder;
import io.tidegate.engine.quota.Ledger.Window;
import io.tidegate.engine.quota.Ledgers.Change;
import io.tidegate.engine.quota.Ledgers.Kept;
import io.tidegate.engine.quota.Ledgers.LedgersUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Nodes, their messages and one database in a time of their own: what happens follows from the
 * seed. The parts that decide are those of the product. Everything else goes wrong at random: nodes
 * are killed, stopped for up to a minute and a half in the middle of whatever they do, believe
 * different nodes to be the owner; messages are lost, doubled, and late by as much; the database
 * fails before or after it has written; clocks run at different rates and are set.
 */
final class Simulation {
  private static final String ACCOUNT = Account.of("app", "service").text();

  /** What goes wrong, as probabilities per message or per second and node. */
  record Faults(
      double lost,
      double doubled,
      double late,
      double killed,
      double stopped,
      double moved,
      double stoppedInside,
      double databaseFails) {
    static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0);
    static final Faults SOME = new Faults(0.01, 0.3, 0.02, 0.003, 0.005, 0.1, 0.0005, 0.002);
    static final Faults STOPS = new Faults(0, 0, 0, 0, 0, 0, 0.002, 0);
    static final Faults DOUBLES = new Faults(0, 0.5, 0.1, 0, 0, 0, 0, 0);
    static final Faults MANY = new Faults(0.05, 0.2, 0.03, 0.02, 0.03, 0.2, 0.002, 0.03);
  }

  /** When calls come. */
  enum Load {
    STEADY,
    /** Rest and rush follow each other, so that what was saved up is spent. */
    RANDOM,
    /** A rush from before the beginning of a minute until it is used up, so that two compete. */
    AROUND_MINUTES
  }

  /**
   * A call that was admitted.
   *
   * @param at microseconds of the database's clock
   * @param failed whether it is not charged
   */
  record Admission(long at, boolean failed) {}

  private final Random random;
  private final Limits limits;
  private final Faults faults;
  private final Mutant mutant;
  private final double callsPerSecond;
  private final Load load;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Admission> admissions = new ArrayList<>();
  private final Map<String, Kept> rows = new HashMap<>();
  private long time;
  private double demand;
  private long demandUntil;
  private long eventNumber;
  private long incarnations;

  private record Event(long at, long number, Node node, int incarnation, Runnable act)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /**
   * A simulation.
   *
   * @param start microseconds since 1970
   * @param callsPerSecond at each node
   */
  Simulation(
      long seed,
      int nodeCount,
      long start,
      Limits limits,
      double callsPerSecond,
      Load load,
      Faults faults,
      Mutant mutant) {
    this.random = new Random(seed);
    this.time = start;
    this.limits = limits;
    this.callsPerSecond = callsPerSecond;
    this.load = load;
    this.faults = faults;
    this.mutant = mutant;
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(new Node());
    }
  }

  /** Runs for some time; the admissions in the order of their times. */
  List<Admission> run(long micros) {
    for (Node node : nodes) {
      node.live();
    }
    runUntil(time + micros);
    admissions.sort((a, b) -> Long.compare(a.at, b.at));
    return admissions;
  }

  private void runUntil(long end) {
    while (!events.isEmpty() && events.peek().at <= end) {
      Event event = events.poll();
      time = Math.max(time, event.at);
      if (event.node.incarnation != event.incarnation) {
        continue;
      }
      if (event.node.stoppedUntil > time) {
        events.add(
            new Event(
                event.node.stoppedUntil, eventNumber++, event.node, event.incarnation, event.act));
      } else {
        event.act.run();
      }
    }
    time = Math.max(time, end);
  }

  private void at(long moment, Node node, Runnable act) {
    events.add(new Event(moment, eventNumber++, node, node.incarnation, act));
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least));
  }

  private double demand() {
    return switch (load) {
      case STEADY -> 1;
      case AROUND_MINUTES -> {
        long second = time / Bucket.SECOND_MICROS % 60;
        yield second >= 58 || second < 12 ? 1 : 0;
      }
      case RANDOM -> {
        if (time >= demandUntil) {
          demand = new double[] {0, 0.2, 1, 4}[random.nextInt(4)];
          demandUntil = time + between(1_000_000, 6_000_000);
        }
        yield demand;
      }
    };
  }

  /** How long somebody is stopped: mostly shorter than a lease, sometimes far longer. */
  private long stop() {
    return chance(0.7) ? between(50_000, 4_000_000) : between(4_000_000, 90_000_000);
  }

  private long delay() {
    return chance(faults.late) ? stop() : between(200, 5_000);
  }

  /** One process after the other at the same place. */
  private final class Node implements NodeClock {
    private int incarnation;
    private long stoppedUntil;
    private double rate;
    private long offset;
    private long wall;
    private long skew;
    private Purse purse;
    private Lender lender;
    private boolean lending;
    private boolean asked;
    private long looked;
    private boolean deciding;
    private final List<Runnable> waiting = new ArrayList<>();

    void live() {
      incarnation++;
      stoppedUntil = 0;
      lending = false;
      asked = false;
      deciding = false;
      waiting.clear();
      rate = 1 + (random.nextDouble() * 2 - 1) * 0.0005;
      offset = random.nextInt();
      wall = between(-5_000, 5_000);
      skew = between(-3_000_000, 3_000_000);
      purse = new Purse(ACCOUNT, "node-" + incarnations++, this);
      // nobody relies on the clock of who lends
      double wild = 0.2 + 4 * random.nextDouble();
      lender = new Lender(new Database(this), () -> (long) (time * 1000.0 * wild));
      at(time + between(0, 1_000_000), this, this::everySecond);
      at(time + between(0, 100_000), this, this::everyQuarter);
      nextCall();
    }

    // ---- clocks

    @Override
    public long nanos() {
      if (deciding && chance(faults.stoppedInside)) {
        long before = (long) (time * 1000.0 * rate) + offset;
        standStill(stop());
        if (mutant == Mutant.CLOCK_BEFORE_DECISION) {
          return before;
        }
      }
      looked = time;
      return (long) (time * 1000 + time * 1000 * (rate - 1)) + offset;
    }

    @Override
    public long millis() {
      return mutant == Mutant.CLOCK_BEFORE_DECISION ? 0 : time / 1000 + wall;
    }

    /** The process is stopped inside whatever it does; the others go on. */
    private void standStill(long micros) {
      stoppedUntil = Math.max(stoppedUntil, time + micros);
      runUntil(time + micros);
    }

    // ---- what goes wrong by itself

    private void everySecond() {
      if (chance(faults.killed)) {
        long rest = between(10_000, 3_000_000);
        incarnation++;
        Node self = this;
        at(time + rest, self, self::live);
        return;
      }
      if (chance(faults.stopped)) {
        stoppedUntil = time + stop();
      }
      if (chance(faults.moved)) {
        wall += between(-2_000, 2_000);
      }
      at(time + 1_000_000, this, this::everySecond);
    }

    private void everyQuarter() {
      if (!asked) {
        purse.leftOver(limits).ifPresent(this::send);
      }
      at(time + 250_000, this, this::everyQuarter);
    }

    // ---- calls

    private void nextCall() {
      double rate = callsPerSecond * demand();
      if (rate == 0) {
        at(time + 500_000, this, this::nextCall);
        return;
      }
      long pause = (long) (-Math.log(1 - random.nextDouble()) / rate * 1_000_000);
      at(
          time + pause,
          this,
          () -> {
            call(3);
            nextCall();
          });
    }

    private void call(int attempts) {
      int now = incarnation;
      deciding = true;
      Held held = purse.take();
      deciding = false;
      if (incarnation != now) {
        // it was killed while it stood still
        return;
      }
      if (held != null) {
        boolean failed = chance(0.1);
        admissions.add(
            new Admission(mutant == Mutant.CLOCK_BEFORE_DECISION ? time : looked, failed));
        at(time + between(1_000, 3_000_000), this, () -> held.end(failed));
      } else if (purse.refusal() == null && attempts > 0) {
        if (!asked) {
          send(purse.request(limits, 1));
        }
        at(time + 10_000, this, () -> call(attempts - 1));
      }
      if (purse.isLow() && !asked) {
        send(purse.request(limits, 0));
      }
    }

    // ---- messages

    private void send(LeaseRequest request) {
      asked = true;
      long sent = time;
      int copies = chance(faults.lost) ? 0 : chance(faults.doubled) ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        Node owner = owner();
        Node asker = this;
        int asking = incarnation;
        at(time + delay(), owner, () -> owner.lend(request, asker, asking, sent));
      }
      at(
          time + 300_000,
          this,
          () -> {
            if (asked && purse.request(limits, 0).number() == request.number()) {
              send(request);
            }
          });
    }

    /** Mostly the first that runs; when owners move, nodes do not agree. */
    private Node owner() {
      return chance(faults.moved)
          ? nodes.get(random.nextInt(nodes.size()))
          : nodes.stream()
              .filter(node -> node.stoppedUntil <= time)
              .findFirst()
              .orElse(nodes.getFirst());
    }

    private void lend(LeaseRequest request, Node asker, int asking, long sent) {
      if (lending) {
        at(time + 100_000, this, () -> lend(request, asker, asking, sent));
        return;
      }
      lending = true;
      int now = incarnation;
      LeaseReply reply = lender.answer(List.of(request)).getFirst();
      if (incarnation != now) {
        return;
      }
      lending = false;
      if (!chance(faults.lost) && asker.incarnation == asking) {
        asker.at(delay(), () -> asker.receive(reply, sent));
      }
    }

    private void at(long pause, Runnable act) {
      Simulation.this.at(time + pause, this, act);
    }

    private void at(long moment, Node node, Runnable act) {
      Simulation.this.at(moment, node, act);
    }

    private void receive(LeaseReply reply, long sent) {
      asked = false;
      LeaseReply told = reply;
      if (reply instanceof LeaseReply.Granted granted) {
        long until =
            switch (mutant) {
              case BEYOND_THE_WINDOW -> Math.max(granted.until(), granted.at() + Ledger.TERM);
              case MEASURED_FROM_RECEIPT -> granted.until() + (time - sent);
              default -> granted.until();
            };
        told =
            new LeaseReply.Granted(
                granted.number(), granted.units(), granted.at(), until, granted.standing());
      }
      purse.received(told);
    }
  }

  /** The database as one node meets it. */
  private final class Database implements Ledgers {
    private final Node node;

    Database(Node node) {
      this.node = node;
    }

    @Override
    public Map<String, Kept> read(Collection<String> accounts) throws LedgersUnavailableException {
      travel();
      Map<String, Kept> read = new HashMap<>();
      for (String account : accounts) {
        Kept kept = rows.getOrDefault(account, new Kept(0, Ledger.OPENING, 0));
        read.put(account, new Kept(kept.version(), kept.ledger(), clock()));
      }
      travel();
      return read;
    }

    @Override
    public Map<String, Long> write(List<Change> changes) throws LedgersUnavailableException {
      travel();
      Map<String, Long> written = new HashMap<>();
      for (Change change : changes) {
        if (mayWrite(change)) {
          written.put(change.account(), clock());
          apply(change);
        }
      }
      travel();
      return written;
    }

    private boolean mayWrite(Change change) {
      Kept before = rows.get(change.account());
      boolean fresh =
          mutant == Mutant.NO_FENCE || change.version() == (before == null ? 0 : before.version());
      boolean inTime = mutant == Mutant.WRITTEN_BEFORE_ITS_TIME || clock() >= change.notBefore();
      return fresh && inTime;
    }

    private void apply(Change change) {
      if (mutant == Mutant.GIVEN_OUT_BEFORE_WRITTEN && chance(0.1)) {
        return;
      }
      Kept before = rows.getOrDefault(change.account(), new Kept(0, Ledger.OPENING, 0));
      Ledger spoilt = spoilt(before.ledger(), change.ledger());
      // one more makes the lender read what it did not write
      long more = spoilt == change.ledger() ? 1 : 2;
      rows.put(change.account(), new Kept(change.version() + more, spoilt, 0));
    }

    private Ledger spoilt(Ledger before, Ledger after) {
      return switch (mutant) {
        case LAPSED_TOKENS_COME_BACK -> withLapsedTokens(before, after);
        case HANDED_BACK_TWICE -> withCreditsTwice(before, after);
        default -> after;
      };
    }

    private static Ledger withLapsedTokens(Ledger before, Ledger after) {
      long units = 0;
      for (Map.Entry<String, Holder> entry : before.holders().entrySet()) {
        Holder then = after.holders().get(entry.getKey());
        for (Map.Entry<Long, Lease> lease : entry.getValue().leases().entrySet()) {
          boolean gone = then == null || !then.leases().containsKey(lease.getKey());
          if (gone && lease.getValue().open() && lease.getValue().until() <= after.at()) {
            // as many as were lent is more than came back, and the others were spent
            units += lease.getValue().units() / 2;
          }
        }
      }
      return units == 0
          ? after
          : new Ledger(
              after.at(),
              after.level() + units * Bucket.SECOND_MICROS,
              after.windows(),
              after.holders());
    }

    private static Ledger withCreditsTwice(Ledger before, Ledger after) {
      Map<Bucket, Window> windows = new EnumMap<>(Bucket.class);
      after
          .windows()
          .forEach(
              (bucket, window) -> {
                Window then = before.windows().get(bucket);
                boolean same = then != null && then.start() == window.start();
                long credit = same ? then.used() + lent(before, after) - window.used() : 0;
                windows.put(
                    bucket, new Window(window.start(), Math.max(0, window.used() - credit)));
              });
      return new Ledger(after.at(), after.level(), windows, after.holders());
    }

    private static long lent(Ledger before, Ledger after) {
      long lent = 0;
      for (Map.Entry<String, Holder> entry : after.holders().entrySet()) {
        Holder then = before.holders().get(entry.getKey());
        for (Map.Entry<Long, Lease> lease : entry.getValue().leases().entrySet()) {
          if (then == null || !then.leases().containsKey(lease.getKey())) {
            lent += lease.getValue().units();
          }
        }
      }
      return lent;
    }

    private long clock() {
      return mutant == Mutant.CLOCK_OF_THE_LENDER ? time + node.skew : time;
    }

    private void travel() throws LedgersUnavailableException {
      runNodesFor(chance(faults.databaseFails) ? stop() : between(100, 1_500));
      if (chance(faults.databaseFails)) {
        throw new LedgersUnavailableException("simulated", null);
      }
    }

    private void runNodesFor(long micros) {
      if (faults == Faults.NONE) {
        time += micros;
      } else {
        node.stoppedUntil = Math.max(node.stoppedUntil, micros > 2_000 ? time + micros : 0);
        runUntil(time + micros);
      }
    }
  }
}
