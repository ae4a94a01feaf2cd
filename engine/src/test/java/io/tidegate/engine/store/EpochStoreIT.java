package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AccessStore.NewCredential;
import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.EpochState;
import io.tidegate.engine.store.EpochStore.Heard;
import io.tidegate.engine.store.EpochStore.Served;
import io.tidegate.engine.store.EpochStore.Told;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochStoreIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String KEYS = "the keys of all";

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static EpochStore store;
  private static long pack;

  private final UUID one = UUID.randomUUID();
  private final UUID two = UUID.randomUUID();
  private final Served first = served("1");
  private final Served second = served("2");

  @BeforeAll
  static void prepare() {
    database = TestDatabases.open(folder);
    Migrations.run(database.dataSource());
    store = new EpochStore(database.dataSource());
    pack =
        new RulePackStore(database.dataSource(), Clock.systemUTC())
            .add("p", "1", "0".repeat(64), "ann", new TreeMap<>())
            .number();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void nobodyIsThere() {
    Jdbi.create(database.dataSource())
        .useHandle(handle -> handle.execute("delete from node; delete from epoch"));
  }

  private static Served served(String digit) {
    return new Served(digit.repeat(64), pack, List.of("b" + digit, "a" + digit));
  }

  private void join(UUID node) {
    assertThat(store.join(node, "n", KEYS, LONG)).isTrue();
  }

  private long found(UUID node, Served served) {
    return store.found(served, node, 0).orElseThrow().number();
  }

  private static boolean commit(long epoch) {
    return Jdbi.create(database.dataSource())
        .inTransaction(handle -> EpochStore.commit(handle, epoch));
  }

  private Heard renew(UUID node, long serving, long prepared) {
    return store.renew(node, LONG, new Told(serving, prepared, 0, "")).orElseThrow();
  }

  @Test
  void aNodeWithOtherKeysTakesNoPlaceBesideOneThatLives() {
    join(one);

    assertThat(store.join(two, "n", "other keys", LONG)).isFalse();
    store.remove(one);
    assertThat(store.join(two, "n", "other keys", LONG)).isTrue();
  }

  @Test
  void aLeaseThatIsOverIsNotRenewed() throws InterruptedException {
    store.join(one, "n", KEYS, Duration.ofMillis(1));
    Thread.sleep(20);

    assertThat(store.renew(one, LONG, Told.NOTHING)).isEmpty();
    join(one);
    assertThat(store.renew(one, LONG, Told.NOTHING)).isPresent();
  }

  @Test
  void whatIsInForceStaysOneEpochForWhoeverStartsWithIt() {
    join(one);
    join(two);
    long epoch = found(one, first);

    assertThat(found(two, first)).isEqualTo(epoch);
    assertThat(store.found(second, two, 0)).as("another serves something else").isEmpty();
    store.remove(one);
    store.remove(two);
    join(two);
    assertThat(found(two, second)).isEqualTo(epoch + 1);
    assertThat(store.inForce().map(Epoch::served)).contains(second);
  }

  @Test
  void nobodyServesButByEntering() {
    join(one);
    join(two);
    long epoch = found(one, first);

    assertThat(renew(two, epoch, epoch).serving()).isZero();
    assertThat(store.othersServing(one)).isEmpty();
    assertThat(store.enter(two, epoch + 7)).as("that is not in force").isFalse();
    assertThat(store.enter(two, epoch)).isTrue();
    assertThat(renew(two, epoch, epoch).serving()).isEqualTo(epoch);
    assertThat(store.othersServing(one)).hasSize(1);
  }

  @Test
  void aChangeWaitsForEveryNodeThatServes() {
    join(one);
    join(two);
    long before = found(one, first);
    assertThat(store.enter(two, before)).isTrue();
    long next = store.begin(second, one, before, 0).orElseThrow().number();

    assertThat(renew(two, before, before).preparing()).hasValue(next);
    assertThat(commit(next)).as("the other has said nothing").isFalse();
    renew(two, before, next);
    assertThat(commit(next)).isTrue();

    assertThat(renew(two, before, next).committed()).isEqualTo(next);
    assertThat(store.inForce().map(Epoch::number)).contains(next);
    assertThat(commit(next)).as("a second time").isFalse();
  }

  @Test
  void aNodeThatHasSaidItCannotOrIsGoneHoldsUpNobody() {
    join(one);
    join(two);
    long before = found(one, first);
    store.enter(two, before);
    long next = store.begin(second, one, before, 0).orElseThrow().number();

    store.renew(two, LONG, new Told(before, before, next, "its source is away"));
    assertThat(commit(next)).isTrue();
    long third = store.begin(first, one, next, 0).orElseThrow().number();
    assertThat(commit(third)).isFalse();
    store.remove(two);
    assertThat(commit(third)).isTrue();
  }

  @Test
  void oneChangeComesAfterTheOther() {
    join(one);
    join(two);
    long before = found(one, first);
    store.enter(two, before);
    long next = store.begin(second, one, before, 0).orElseThrow().number();

    assertThat(store.begin(second, two, before, 0)).as("one is under way").isEmpty();
    store.abandon(next);
    assertThat(store.epoch(next).map(Epoch::state)).contains(EpochState.ABANDONED);
    assertThat(commit(next)).isFalse();
    assertThat(store.begin(second, two, before + 5, 0)).as("based on another").isEmpty();
    assertThat(store.begin(second, two, before, 0)).isPresent();
  }

  @Test
  void whatACoordinatorThatIsGoneBeganDoesNotComeIntoForce() {
    join(one);
    join(two);
    long before = found(one, first);
    store.enter(two, before);
    long orphan = store.begin(second, one, before, 0).orElseThrow().number();
    renew(two, before, orphan);
    store.remove(one);

    assertThat(commit(orphan)).isFalse();
    long next = store.begin(second, two, before, 0).orElseThrow().number();
    assertThat(next).isGreaterThan(orphan);
    assertThat(commit(next)).isTrue();
  }

  @Test
  void everyChangeOfWhoMayCallIsCounted() {
    join(one);
    AccessStore access = new AccessStore(database.dataSource());
    Instant now = Instant.now();
    long version = renew(one, 0, 0).access();

    access.save(new Enterprise("91350299MAT0000182", "e"));
    access.save(new Application("a", "91350299MAT0000182", "a", ApplicationState.ACTIVE));
    access.add(new NewCredential("AAAAAAAAAAAA", "a", new byte[32], now, now.plusSeconds(60)));
    long made = renew(one, 0, 0).access();
    // one that inserts or updates counts as both
    assertThat(made).isGreaterThanOrEqualTo(version + 3);
    access.revoke("AAAAAAAAAAAA");
    long revoked = renew(one, 0, 0).access();
    assertThat(revoked).isGreaterThan(made);
    access.restrict("a", List.of("10.0.0.0/8"));
    assertThat(renew(one, 0, 0).access()).isGreaterThan(revoked);
    assertThat(access.credentials()).isNotEmpty();
    long read = renew(one, 0, 0).access();
    assertThat(renew(one, 0, 0).access()).as("reading changes nothing").isEqualTo(read);
  }
}
