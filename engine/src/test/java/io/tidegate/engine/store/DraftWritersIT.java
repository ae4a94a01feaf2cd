package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.Person;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.RulePackStore.Draft;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database itself knows who wrote to a draft, and who is behind a login. */
class DraftWritersIT {
  private static final String FINGERPRINT = "a".repeat(64);

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static RulePackStore packs;

  @BeforeAll
  static void open() {
    database = StoreFixture.migrated(folder);
    packs = new RulePackStore(database.dataSource(), Clock.systemUTC());
    AccountStore accounts = StoreFixture.accounts(database);
    for (String login : new String[] {"eve", "eve-two"}) {
      accounts.add(
          Account.active(
              login,
              "none",
              Role.ADMINISTRATOR,
              Optional.empty(),
              Optional.of(new Person("e9", "Eve")),
              Instant.now()),
          "test");
    }
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static SortedMap<String, byte[]> files(String... names) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, name.getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  @Test
  void nobodyWhoWroteApprovesByWhateverLogin() {
    long pack = packs.add("p", "1.0.0", FINGERPRINT, "ann", files("pack.yaml")).number();
    Draft begun = packs.begin(pack, "eve");
    Draft touched =
        packs.write(begun.id(), 1, "x.yaml", Optional.of(new byte[] {1}), "bob").orElseThrow();
    Draft submitted =
        packs
            .submit(begun.id(), touched.revision(), FINGERPRINT, FINGERPRINT, "LOOSENING", "bob")
            .orElseThrow();

    for (String login : new String[] {"eve", "eve-two", "bob"}) {
      assertThat(packs.wrote(begun.id(), login)).as(login).isTrue();
    }
    for (String login : new String[] {"eve", "eve-two"}) {
      assertThatThrownBy(() -> packs.approve(begun.id(), submitted.revision(), FINGERPRINT, login))
          .as(login)
          .hasMessageContaining("is not approved by one who wrote it");
    }
    assertThat(packs.wrote(begun.id(), "cat")).isFalse();
    assertThat(packs.approve(begun.id(), submitted.revision(), FINGERPRINT, "cat")).isPresent();
  }

  @Test
  void allFilesAreReplacedOrNone() {
    long pack = packs.add("p", "1.0.0", FINGERPRINT, "ann", files("pack.yaml")).number();
    Draft begun = packs.begin(pack, "ann");

    assertThat(packs.replace(begun.id(), 7, files("a.yaml"), "ann")).isEmpty();
    assertThat(packs.draftFiles(begun.id())).containsOnlyKeys("pack.yaml");
    assertThat(packs.replace(begun.id(), 1, files("a.yaml", "b.yaml"), "ann")).isPresent();
    assertThat(packs.draftFiles(begun.id())).containsOnlyKeys("a.yaml", "b.yaml");
    assertThatThrownBy(() -> packs.replace(begun.id(), 2, files("../x"), "ann"))
        .hasMessageContaining("rule_draft_file");
    assertThat(packs.draftFiles(begun.id())).containsOnlyKeys("a.yaml", "b.yaml");
    assertThat(packs.draft(begun.id()).orElseThrow().revision()).isEqualTo(2);
  }
}
