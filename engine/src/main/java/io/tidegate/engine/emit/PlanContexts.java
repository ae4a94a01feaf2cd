package io.tidegate.engine.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jboss.logging.Logger;

/**
 * The Camel contexts that plans run in, each closed to what the emitter needs. Whenever a route is
 * added or removed, Camel looks at every route of its context; so that ten thousand plans are not
 * looked at for each of them, a context holds few. An empty one costs some 30 KB and two
 * milliseconds, which so many share. Thread-safe.
 */
final class PlanContexts implements AutoCloseable {
  /** Plans in one context. Where a service is replaced, its old plan and its new one may share. */
  static final int PLANS = 16;

  private static final Logger LOG = Logger.getLogger(PlanContexts.class);

  private final Set<Place> all = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those that have room for one more. */
  private final Deque<Place> roomy = new ArrayDeque<>();

  /** A context, and how many plans are in it. */
  final class Place {
    private final CamelContext camel;
    private int plans;

    private Place(CamelContext camel) {
      this.camel = camel;
    }

    CamelContext camel() {
      return camel;
    }

    /** Gives the place of one plan back, once its routes are removed. */
    void leave() {
      left(this);
    }
  }

  /**
   * A place for one plan.
   *
   * @throws EmitException when Camel does not start
   */
  synchronized Place enter() throws EmitException {
    if (roomy.isEmpty()) {
      Place fresh = new Place(started());
      all.add(fresh);
      roomy.add(fresh);
    }
    Place place = roomy.peek();
    place.plans++;
    if (place.plans == PLANS) {
      roomy.remove();
    }
    return place;
  }

  private static CamelContext started() throws EmitException {
    CamelContext camel = new DefaultCamelContext();
    ClosedCamel.close(camel);
    try {
      camel.start();
    } catch (RuntimeException e) {
      camel.stop();
      throw new EmitException("Camel does not start", e);
    }
    return camel;
  }

  private void left(Place place) {
    synchronized (this) {
      place.plans--;
      if (place.plans == PLANS - 1) {
        roomy.add(place);
      }
      if (place.plans > 0) {
        return;
      }
      roomy.remove(place);
      all.remove(place);
    }
    stop(place);
  }

  private static void stop(Place place) {
    try {
      place.camel.stop();
    } catch (RuntimeException e) {
      LOG.warnf("a Camel context does not stop: %s", e.getClass().getName());
    }
  }

  /** The contexts that run now. */
  synchronized List<CamelContext> running() {
    return all.stream().map(Place::camel).toList();
  }

  /** Stops every context with whatever runs in it. */
  @Override
  public void close() {
    List<Place> stopped;
    synchronized (this) {
      stopped = new ArrayList<>(all);
      all.clear();
      roomy.clear();
    }
    stopped.forEach(PlanContexts::stop);
  }
}
