package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.breaker.Breaker;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.Given.Origin;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Standing;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.CallStore.Counted;
import io.tidegate.engine.store.CallStore.Minute;
import io.tidegate.engine.store.CallStore.Outcomes;
import io.tidegate.engine.store.CallStore.Overview;
import io.tidegate.engine.store.CallStore.ServiceCalls;
import io.tidegate.engine.store.StoreException;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How things go, for a screen: the calls of all nodes by minute, and what the node that answers
 * keeps in memory. Counts only, never a value of a call.
 */
final class MonitorRoutes {
  private static final Logger LOG = Logger.getLogger(MonitorRoutes.class);
  private static final Set<StaffRole> READERS = EnumSet.of(StaffRole.OPERATOR, StaffRole.AUDITOR);
  private static final int USUAL_MINUTES = 180;
  private static final int MOST_MINUTES = 720;

  /** Of services, problems, masks and accounts, each. */
  private static final int MOST = 20;

  private final CallStore calls;
  private final AnswerCache cache;
  private final Breakers breakers;
  private final Supplier<Map<Account, Standing>> quota;
  private final UUID self;
  private final Clock clock;

  /**
   * @param quota how the accounts stand that this node had calls of lately
   * @param self the node that answers
   */
  MonitorRoutes(
      CallStore calls,
      AnswerCache cache,
      Breakers breakers,
      Supplier<Map<Account, Standing>> quota,
      UUID self,
      Clock clock) {
    this.calls = Objects.requireNonNull(calls, "calls");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.breakers = Objects.requireNonNull(breakers, "breakers");
    this.quota = Objects.requireNonNull(quota, "quota");
    this.self = Objects.requireNonNull(self, "self");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/admin/v1/monitor/calls",
            READERS,
            false,
            List.of("minutes", "service"),
            200,
            new Bilingual("按分钟统计的调用", "the calls of the last hours, counted by the minute"),
            this::calls),
        new AdminRoute(
            "GET",
            "/admin/v1/monitor/node",
            EnumSet.of(StaffRole.OPERATOR),
            false,
            List.of(),
            200,
            new Bilingual(
                "应答节点的缓存、熔断与额度", "the cache, the breakers and the quota of the node that answers"),
            request -> node()));
  }

  private AdminAnswer calls(AdminRequest request) throws AdminException {
    long minutes = request.number("minutes", USUAL_MINUTES);
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    Instant until = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Instant from = until.minus(Duration.ofMinutes(minutes));
    Overview overview;
    try {
      overview =
          calls.overview(from, until, Optional.ofNullable(request.query().get("service")), MOST);
    } catch (StoreException e) {
      LOG.warnf("%s: %s", e.getMessage(), e.getCause().getMessage());
      throw new AdminException(AdminProblem.BUSY);
    }
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("from", from.toString());
          json.writeStringField("until", until.toString());
          minutes(json, from, until, overview.minutes());
          json.writeArrayFieldStart("services");
          for (ServiceCalls each : overview.services()) {
            json.writeStartObject();
            json.writeStringField("service", each.service());
            outcomes(json, each.outcomes());
            json.writeEndObject();
          }
          json.writeEndArray();
          counted(json, "problems", "problem", overview.problems());
          counted(json, "masks", "mask", overview.masks());
        });
  }

  /** All of them: those without a call are there, with nothing in them. */
  private static void minutes(JsonGenerator json, Instant from, Instant until, List<Minute> counted)
      throws IOException {
    Map<Instant, Minute> known = new HashMap<>();
    counted.forEach(minute -> known.put(minute.at(), minute));
    json.writeArrayFieldStart("minutes");
    for (Instant at = from; at.isBefore(until); at = at.plus(1, ChronoUnit.MINUTES)) {
      Minute minute = known.getOrDefault(at, new Minute(at, new Outcomes(0, 0, 0, 0), 0, 0, 0, 0));
      json.writeStartObject();
      json.writeStringField("at", at.toString());
      outcomes(json, minute.outcomes());
      json.writeNumberField("rows", minute.rows());
      json.writeNumberField("bytes", minute.bytes());
      json.writeNumberField("mean_micros", minute.meanMicros());
      json.writeNumberField("slowest_micros", minute.slowestMicros());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void outcomes(JsonGenerator json, Outcomes outcomes) throws IOException {
    json.writeNumberField("answered", outcomes.answered());
    json.writeNumberField("refused", outcomes.refused());
    json.writeNumberField("failed", outcomes.failed());
    json.writeNumberField("gone", outcomes.gone());
  }

  private static void counted(JsonGenerator json, String name, String word, List<Counted> counts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Counted count : counts) {
      json.writeStartObject();
      json.writeStringField(word, count.word());
      json.writeNumberField("calls", count.calls());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private AdminAnswer node() {
    Map<Account, Standing> standings = quota.get();
    List<Account> fullest = new ArrayList<>(standings.keySet());
    fullest.sort(Comparator.comparingDouble(account -> standings.get(account).shareLeft()));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("node", self.toString());
          json.writeObjectFieldStart("cache");
          json.writeNumberField("answers", cache.size());
          json.writeNumberField("bytes", cache.bytes());
          json.writeNumberField("kept", cache.given(Origin.KEPT));
          json.writeNumberField("made", cache.given(Origin.MADE));
          json.writeNumberField("stale", cache.given(Origin.STALE));
          json.writeEndObject();
          json.writeArrayFieldStart("breakers");
          for (Map.Entry<String, Breaker.Standing> each : breakers.standings().entrySet()) {
            breaker(json, each.getKey(), each.getValue());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("quota");
          for (Account account : fullest.subList(0, Math.min(MOST, fullest.size()))) {
            json.writeStartObject();
            json.writeStringField(
                "application", account.application().isEmpty() ? null : account.application());
            QuotaRoutes.of(json, account);
            QuotaRoutes.buckets(json, standings.get(account));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void breaker(JsonGenerator json, String source, Breaker.Standing standing)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("source", source);
    json.writeStringField("state", standing.state().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("reads", standing.calls());
    if (standing.failureRate() < 0) {
      json.writeNullField("failure_rate");
    } else {
      json.writeNumberField("failure_rate", standing.failureRate());
    }
    json.writeNumberField("tried_in_ms", standing.untilTrial().toMillis());
    json.writeEndObject();
  }
}
