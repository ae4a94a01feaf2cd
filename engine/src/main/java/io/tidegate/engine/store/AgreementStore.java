package io.tidegate.engine.store;

import static io.tidegate.engine.store.AgreedColumns.instant;
import static io.tidegate.engine.store.AgreedColumns.optional;
import static io.tidegate.engine.store.AgreedColumns.utc;

import io.tidegate.engine.agreement.AccessRequest;
import io.tidegate.engine.agreement.AccessRequest.Act;
import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AccessRequest.Event;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.Agreement.Ending;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.engine.agreement.Signature;
import io.tidegate.engine.agreement.Stage;
import io.tidegate.engine.agreement.Terms;
import io.tidegate.engine.agreement.Wish;
import io.tidegate.engine.crypto.VerifyingKey;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Requests and agreements. An act, what follows from it (an agreement that is offered, a grant that
 * begins or ends) and its entry in the audit trail are stored together or not at all.
 */
public final class AgreementStore {
  private static final String CALLS = String.join(", ", AgreedColumns.CALLS);
  private static final String CALL_PARAMETERS = ":" + String.join(", :", AgreedColumns.CALLS);

  /** Any number, the same for all nodes: who numbers something waits for whoever does so before. */
  private static final long NUMBERING = 0x7467_6167L;

  private final Jdbi jdbi;
  private final GrantStore grants;
  private final VerifyingKey platformKey;
  private final Clock clock;

  /**
   * @param platformKey under whose signatures agreements are in force
   */
  public AgreementStore(
      DataSource platform, GrantStore grants, VerifyingKey platformKey, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.grants = Objects.requireNonNull(grants, "grants");
    this.platformKey = Objects.requireNonNull(platformKey, "platformKey");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** An act on what is stored. */
  @FunctionalInterface
  public interface Change<T> {
    T of(T before) throws RefusedException;
  }

  /** The terms of a request that was agreed to. */
  @FunctionalInterface
  public interface Offer {
    Terms of(AccessRequest agreed) throws RefusedException;
  }

  /**
   * Whose application it is.
   *
   * @param enterprise its name
   */
  public record Holder(String usci, String enterprise, String level) {
    public Holder {
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(enterprise, "enterprise");
      Objects.requireNonNull(level, "level");
    }
  }

  /** The enterprise an application is of. */
  public Optional<Holder> holder(String application) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select e.usci, e.name, e.level from application a"
                        + " join enterprise e on e.usci = a.usci where a.id = :application")
                .bind("application", application)
                .map(
                    (row, context) ->
                        new Holder(
                            row.getString("usci"), row.getString("name"), row.getString("level")))
                .findOne());
  }

  /** A verified enterprise whose records others may ask for. */
  public Optional<Terms.Owner> owner(String usci) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select usci, name from enterprise where usci = :usci and state = 'VERIFIED'")
                .bind("usci", usci)
                .map((row, context) -> new Terms.Owner(row.getString(1), row.getString(2)))
                .findOne());
  }

  /** The person behind a login: two logins of one are one. */
  public String person(String login) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select person_of(:login)")
                .bind("login", login)
                .mapTo(String.class)
                .one());
  }

  // ---- requests

  /**
   * Stores a new request; where nobody has to agree, its agreement is offered at once.
   *
   * @throws RefusedException when the application has asked for the service already
   */
  public AccessRequest add(Wish wish, List<Stage> route, Actor applicant, Offer offer)
      throws RefusedException {
    return inTransaction(
        handle -> {
          number(handle);
          Optional<Long> live =
              handle
                  .createQuery(
                      "select number from access_request where application_id = :application"
                          + " and service = :service and owner is not distinct from :owner"
                          + " and state in ('REVIEW', 'QUESTION', 'APPROVED')")
                  .bind("application", wish.application())
                  .bind("service", wish.service())
                  .bind("owner", wish.owner())
                  .mapTo(Long.class)
                  .findOne();
          if (live.isPresent()) {
            throw new RefusedException(
                Kind.STATE,
                "该应用对此服务的申请 " + live.get() + " 正在办理中",
                "request " + live.get() + " of this application for the service is under way");
          }
          AccessRequest request =
              AccessRequest.of(next(handle, "access_request"), wish, route, applicant, now());
          AgreedColumns.bind(
                  handle.createUpdate(
                      "insert into access_request (number, application_id, service, major, owner,"
                          + " fields, purpose, first_day, last_day, "
                          + CALLS
                          + ", reason, renews, route, state) values (:number, :application,"
                          + " :service, :major, :owner, :fields, :purpose, :from, :to, "
                          + CALL_PARAMETERS
                          + ", :reason, :renews, :route, :state)"),
                  wish.calls())
              .bind("number", request.number())
              .bind("application", wish.application())
              .bind("service", wish.service())
              .bind("major", wish.major())
              .bind("owner", wish.owner())
              .bindArray("fields", String.class, wish.fields())
              .bind("purpose", wish.purpose().name())
              .bind("from", wish.from())
              .bind("to", wish.to())
              .bind("reason", wish.reason())
              .bind("renews", wish.renews())
              .bindArray("route", String.class, route.stream().map(Stage::name).toList())
              .bind("state", request.state().name())
              .execute();
          record(handle, request, 0);
          offer(handle, request, offer);
          audit(handle, applicant.login(), "request.ask", request, wish.reason());
          return request;
        });
  }

  /**
   * Does something about a request.
   *
   * @param revision that was read
   * @param offer gives the terms once all have agreed
   */
  public AccessRequest change(
      long number, long revision, String actor, Change<AccessRequest> act, Offer offer)
      throws RefusedException {
    return inTransaction(
        handle -> {
          AccessRequest before = request(handle, number, true).orElseThrow(AgreementStore::unknown);
          if (before.revision() != revision) {
            throw new RefusedException(
                Kind.STALE, "申请已被他人处理，请重新查看", "somebody did something about it meanwhile");
          }
          AccessRequest after = act.of(before);
          replace(handle, before, after);
          if (before.state() == AccessRequest.State.APPROVED) {
            endOffer(handle, after, actor);
          } else {
            offer(handle, after, offer);
          }
          Event last = after.events().getLast();
          audit(
              handle,
              actor,
              "request." + last.kind().name().toLowerCase(Locale.ROOT),
              after,
              last.note());
          return after;
        });
  }

  private void replace(Handle handle, AccessRequest before, AccessRequest after) {
    handle
        .createUpdate("update access_request set state = :state where number = :number")
        .bind("state", after.state().name())
        .bind("number", after.number())
        .execute();
    record(handle, after, before.events().size());
  }

  private static void record(Handle handle, AccessRequest request, int from) {
    for (int e = from; e < request.events().size(); e++) {
      Event event = request.events().get(e);
      handle
          .createUpdate(
              "insert into access_request_event (number, place, kind, login, person, stage, fields,"
                  + " note, at) values (:number, :place, :kind, :login, :person, :stage, :fields,"
                  + " :note, :at)")
          .bind("number", request.number())
          .bind("place", e + 1)
          .bind("kind", event.kind().name())
          .bind("login", event.login())
          .bind("person", event.person())
          .bind("stage", event.stage().map(Stage::name))
          .bindArray("fields", String.class, event.fields())
          .bind("note", event.note())
          .bind("at", utc(event.at()))
          .execute();
    }
  }

  private void offer(Handle handle, AccessRequest request, Offer offer) throws RefusedException {
    if (request.state() == AccessRequest.State.APPROVED) {
      number(handle);
      insert(
          handle, Agreement.offer(next(handle, "agreement"), request.number(), offer.of(request)));
    }
  }

  /** A request that is given up takes with it what was offered and is not signed by both. */
  private void endOffer(Handle handle, AccessRequest request, String actor)
      throws RefusedException {
    Optional<Agreement> offered = agreementOf(handle, request.number());
    if (offered.isPresent() && offered.get().state() != Agreement.State.ENDED) {
      store(handle, offered.get().ended(new Ending(actor, "withdrawn", now())));
    }
  }

  /** A request. */
  public Optional<AccessRequest> request(long number) {
    return jdbi.withHandle(handle -> request(handle, number, false));
  }

  /** The requests of an enterprise, the last first. */
  public List<AccessRequest> requestsOf(String usci, long before, int most) {
    return requests(
        "application_id in (select id from application where usci = :usci) and number < :before"
            + " order by number desc limit :most",
        query -> query.bind("usci", usci).bind("before", before).bind("most", most));
  }

  /** The requests about the records of an enterprise, the last first. */
  public List<AccessRequest> requestsAbout(String owner, long before, int most) {
    return requests(
        "owner = :owner and number < :before order by number desc limit :most",
        query -> query.bind("owner", owner).bind("before", before).bind("most", most));
  }

  /** Requests of some states, the longest waiting first. */
  public List<AccessRequest> requestsIn(Set<AccessRequest.State> states, long after, int most) {
    return requests(
        "state = any(:states) and number > :after order by number limit :most",
        query ->
            query
                .bindArray("states", String.class, states.stream().map(Enum::name).toList())
                .bind("after", after)
                .bind("most", most));
  }

  private List<AccessRequest> requests(String where, UnaryOperator<Query> bind) {
    return jdbi.withHandle(
        handle -> {
          List<AccessRequest> requests = new ArrayList<>();
          for (long number :
              bind.apply(handle.createQuery("select number from access_request where " + where))
                  .mapTo(Long.class)
                  .list()) {
            requests.add(request(handle, number, false).orElseThrow());
          }
          return requests;
        });
  }

  private static Optional<AccessRequest> request(Handle handle, long number, boolean locked) {
    // what was done is read behind the lock, so that nobody decides about what is not so any more
    return handle
        .createQuery(
            "select * from access_request where number = :number" + (locked ? " for update" : ""))
        .bind("number", number)
        .map(
            (row, context) ->
                new AccessRequest(
                    number,
                    wish(row),
                    AgreedColumns.list(row, "route").stream().map(Stage::valueOf).toList(),
                    events(handle, number)))
        .findOne();
  }

  private static List<Event> events(Handle handle, long number) {
    return handle
        .createQuery("select * from access_request_event where number = :number order by place")
        .bind("number", number)
        .map((row, context) -> event(row))
        .list();
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        Act.valueOf(row.getString("kind")),
        row.getString("login"),
        row.getString("person"),
        optional(row, "stage").map(Stage::valueOf),
        AgreedColumns.texts(row, "fields"),
        row.getString("note"),
        instant(row, "at"));
  }

  private static Wish wish(ResultSet row) throws SQLException {
    return new Wish(
        row.getString("application_id"),
        row.getString("service"),
        row.getInt("major"),
        optional(row, "owner"),
        AgreedColumns.texts(row, "fields"),
        Purpose.valueOf(row.getString("purpose")),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        AgreedColumns.calls(row),
        row.getString("reason"),
        AgreedColumns.optionalLong(row, "renews"));
  }

  // ---- agreements

  /**
   * Does something about an agreement, and makes the grants follow: both are there or neither.
   *
   * @param kind what it is on record as
   */
  public Agreement change(long number, Actor actor, String kind, Change<Agreement> act)
      throws RefusedException {
    return inTransaction(
        handle -> {
          Agreement before = agreement(handle, number, true).orElseThrow(AgreementStore::unknown);
          Agreement after = act.of(before);
          if (after.state() == Agreement.State.IN_FORCE) {
            endFormer(handle, after, actor.login());
          }
          store(handle, after);
          close(handle, after, actor);
          AuditStore.append(
              handle,
              clock,
              actor.login(),
              "agreement." + kind,
              after.name(),
              after.terms().application()
                  + " "
                  + after.terms().service()
                  + after.ending().map(ending -> ": " + ending.reason()).orElse(""));
          return after;
        });
  }

  /** What comes in force takes the place of what it follows on the days they would share. */
  private void endFormer(Handle handle, Agreement next, String actor) throws RefusedException {
    List<Agreement> former =
        handle
            .createQuery(
                "select * from agreement where application_id = :application"
                    + " and service = :service and state = 'IN_FORCE' and number <> :number"
                    + " and owner is not distinct from :owner"
                    + " and daterange(first_day, last_day, '[]') && daterange(:from, :to, '[]')"
                    + " for update")
            .bind("application", next.terms().application())
            .bind("service", next.terms().service())
            .bind("owner", next.terms().owner().map(Terms.Owner::usci))
            .bind("number", next.number())
            .bind("from", next.terms().from())
            .bind("to", next.terms().to())
            .map((row, context) -> agreement(row))
            .list();
    for (Agreement one : former) {
      store(handle, one.ended(new Ending(actor, "followed by " + next.name(), now())));
    }
  }

  /** A request is over when what came of it is signed by both, or is ended before. */
  private void close(Handle handle, Agreement agreement, Actor actor) throws RefusedException {
    boolean over =
        agreement.state() == Agreement.State.IN_FORCE || agreement.state() == Agreement.State.ENDED;
    AccessRequest request = request(handle, agreement.request(), true).orElseThrow();
    if (over && request.state() == AccessRequest.State.APPROVED) {
      replace(handle, request, request.closed(actor, agreement.name(), now()));
    }
  }

  private void store(Handle handle, Agreement agreement) {
    bind(
            handle.createUpdate(
                "update agreement set consumer_signer = :consumerSigner, consumer_key ="
                    + " :consumerKey, consumer_signature = :consumerSignature, consumer_at ="
                    + " :consumerAt, platform_signer = :platformSigner, platform_key ="
                    + " :platformKey, platform_signature = :platformSignature, platform_at ="
                    + " :platformAt, ended_by = :endedBy, ended_reason = :endedReason, ended_at ="
                    + " :endedAt, state = :state where number = :number"),
            agreement)
        .execute();
    agreement.grant(platformKey).ifPresent(grant -> grants.put(handle, grant));
  }

  private static void insert(Handle handle, Agreement agreement) {
    Terms terms = agreement.terms();
    AgreedColumns.bind(
            handle.createUpdate(
                "insert into agreement (number, name, request, application_id, usci, enterprise,"
                    + " service, major, title_zh, title_en, row_scope, owner, owner_name, fields,"
                    + " purpose, first_day, last_day, "
                    + CALLS
                    + ", text, state) values (:number, :name, :request, :application, :usci,"
                    + " :enterprise, :service, :major, :titleZh, :titleEn, :rows, :owner, :ownerName,"
                    + " :fields,"
                    + " :purpose, :from, :to, "
                    + CALL_PARAMETERS
                    + ", :text, :state)"),
            terms.calls())
        .bind("number", agreement.number())
        .bind("name", agreement.name())
        .bind("request", agreement.request())
        .bind("application", terms.application())
        .bind("usci", terms.usci())
        .bind("enterprise", terms.enterprise())
        .bind("service", terms.service())
        .bind("major", terms.major())
        .bind("titleZh", terms.title().zh())
        .bind("titleEn", terms.title().en())
        .bind("rows", terms.rows().name())
        .bind("owner", terms.owner().map(Terms.Owner::usci))
        .bind("ownerName", terms.owner().map(Terms.Owner::name))
        .bindArray("fields", String.class, terms.fields())
        .bind("purpose", terms.purpose().name())
        .bind("from", terms.from())
        .bind("to", terms.to())
        .bind("text", agreement.text())
        .bind("state", agreement.state().name())
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Agreement agreement) {
    Optional<Signature> consumer = agreement.consumer();
    Optional<Signature> platform = agreement.platform();
    Optional<Ending> ending = agreement.ending();
    return statement
        .bind("consumerSigner", consumer.map(Signature::signer))
        .bind("consumerKey", consumer.map(Signature::key))
        .bind("consumerSignature", consumer.map(Signature::value))
        .bind("consumerAt", consumer.map(one -> utc(one.at())))
        .bind("platformSigner", platform.map(Signature::signer))
        .bind("platformKey", platform.map(Signature::key))
        .bind("platformSignature", platform.map(Signature::value))
        .bind("platformAt", platform.map(one -> utc(one.at())))
        .bind("endedBy", ending.map(Ending::by))
        .bind("endedReason", ending.map(Ending::reason))
        .bind("endedAt", ending.map(one -> utc(one.at())))
        .bind("state", agreement.state().name())
        .bind("number", agreement.number());
  }

  /** An agreement. */
  public Optional<Agreement> agreement(long number) {
    return jdbi.withHandle(handle -> agreement(handle, number, false));
  }

  /** The agreement that came of a request. */
  public Optional<Agreement> agreementOf(long request) {
    return jdbi.withHandle(handle -> agreementOf(handle, request));
  }

  /** The agreements of an enterprise, the last first; of all enterprises when empty. */
  public List<Agreement> agreements(Optional<String> usci, long before, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from agreement where number < :before and (cast(:usci as text) is"
                        + " null or usci = :usci) order by number desc limit :most")
                .bind("usci", usci)
                .bind("before", before)
                .bind("most", most)
                .map((row, context) -> agreement(row))
                .list());
  }

  /**
   * The agreements in force whose last day comes, the soonest first.
   *
   * @param today the first last day that is looked for
   * @param end the last of them
   * @param after number of the agreement they come after; 0 for the first of them
   */
  public List<Agreement> agreementsEnding(LocalDate today, LocalDate end, long after, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from agreement where platform_signer is not null and ended_by is null"
                        + " and last_day between :today and :end and (:after = 0 or (last_day,"
                        + " number) > (select last_day, number from agreement where number ="
                        + " :after)) order by last_day, number limit :most")
                .bind("today", today)
                .bind("end", end)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> agreement(row))
                .list());
  }

  /** The agreements about the records of an enterprise, the last first. */
  public List<Agreement> agreementsAbout(String owner, long before, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from agreement where owner = :owner and number < :before"
                        + " order by number desc limit :most")
                .bind("owner", owner)
                .bind("before", before)
                .bind("most", most)
                .map((row, context) -> agreement(row))
                .list());
  }

  private static Optional<Agreement> agreement(Handle handle, long number, boolean locked) {
    return handle
        .createQuery(
            "select * from agreement where number = :number" + (locked ? " for update" : ""))
        .bind("number", number)
        .map((row, context) -> agreement(row))
        .findOne();
  }

  private static Optional<Agreement> agreementOf(Handle handle, long request) {
    return handle
        .createQuery("select * from agreement where request = :request")
        .bind("request", request)
        .map((row, context) -> agreement(row))
        .findOne();
  }

  private static Agreement agreement(ResultSet row) throws SQLException {
    Terms terms =
        new Terms(
            row.getString("application_id"),
            row.getString("usci"),
            row.getString("enterprise"),
            row.getString("service"),
            row.getInt("major"),
            new Bilingual(row.getString("title_zh"), row.getString("title_en")),
            Openness.valueOf(row.getString("row_scope")),
            row.getString("owner") == null
                ? Optional.empty()
                : Optional.of(new Terms.Owner(row.getString("owner"), row.getString("owner_name"))),
            AgreedColumns.texts(row, "fields"),
            Purpose.valueOf(row.getString("purpose")),
            row.getObject("first_day", LocalDate.class),
            row.getObject("last_day", LocalDate.class),
            AgreedColumns.calls(row));
    return new Agreement(
        row.getLong("number"),
        row.getLong("request"),
        terms,
        row.getString("text"),
        signature(row, "consumer"),
        signature(row, "platform"),
        row.getString("ended_by") == null
            ? Optional.empty()
            : Optional.of(
                new Ending(
                    row.getString("ended_by"),
                    row.getString("ended_reason"),
                    instant(row, "ended_at"))));
  }

  private static Optional<Signature> signature(ResultSet row, String side) throws SQLException {
    return row.getString(side + "_signer") == null
        ? Optional.empty()
        : Optional.of(
            new Signature(
                row.getString(side + "_signer"),
                row.getString(side + "_key"),
                row.getString(side + "_signature"),
                instant(row, side + "_at")));
  }

  // ---- what both have in common

  /** Something that is done as a whole. */
  @FunctionalInterface
  private interface Whole<T> {
    T of(Handle handle) throws RefusedException;
  }

  private <T> T inTransaction(Whole<T> whole) throws RefusedException {
    return jdbi.inTransaction(whole::of);
  }

  /** Numbers have no gaps and are given in the order of what they are given to. */
  private static void number(Handle handle) {
    handle.execute("select pg_advisory_xact_lock(?)", NUMBERING);
  }

  private static long next(Handle handle, String table) {
    return handle
        .createQuery("select coalesce(max(number), 0) + 1 from " + table)
        .mapTo(Long.class)
        .one();
  }

  private void audit(
      Handle handle, String actor, String act, AccessRequest request, String detail) {
    AuditStore.append(
        handle,
        clock,
        actor,
        act,
        "request " + request.number(),
        request.wish().application() + " " + request.wish().service() + ": " + detail);
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static RefusedException unknown() {
    return new RefusedException(Kind.UNKNOWN, "没有该对象", "there is no such thing");
  }
}
