package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands ask a database what its tables are like and what they hold. */
class DriftIT {
  private static final String KEY = "tidegate.reading.sources.shop.";

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static DatabaseAddress address;
  private static Path catalog;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = StoreFixture.migrated(folder.resolve("data"));
    address = database.samples().orElseThrow();
    run(
        "create schema shop",
        "create table shop.thing (id int8 not null, name varchar(10), weight numeric)");
    catalog = Files.createDirectory(folder.resolve("catalog"));
    Files.writeString(
        catalog.resolve("shop.yaml"),
        "source: shop\nkind: postgresql\nschema: shop\ntitle: { zh: 店, en: Shop }\n");
    Files.writeString(
        catalog.resolve("thing.yaml"),
        """
        resource: thing
        source: shop
        table: thing
        title: { zh: 物, en: Things }
        summary: { zh: 物, en: Things }
        area: manifest
        department: 店
        theme: 物
        updateFrequency: 实时
        openness: closed
        primaryKey: [id]
        fields:
          id: { title: { zh: 号, en: Id }, type: integer, sql: int8, nullable: false, categories: [key], example: "1" }
          name: { title: { zh: 名, en: Name }, type: string, sql: varchar, categories: [], example: a }
          weight: { title: { zh: 重, en: Weight }, type: number, sql: numeric, categories: [], example: "1" }
        """);
    System.setProperty(KEY + "url", address.url());
    System.setProperty(KEY + "user", address.user());
    System.setProperty(KEY + "password", address.password().reveal());
  }

  @AfterAll
  static void stop() {
    List.of("url", "user", "password").forEach(key -> System.clearProperty(KEY + key));
    database.close();
  }

  private static void run(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                address.url(), address.user(), address.password().reveal());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static CommandRun drift() {
    return CommandRun.of("drift", "--catalog", catalog.toString());
  }

  @Test
  void whatBecameOfATableIsTold() throws SQLException {
    CommandRun before = drift();
    assertThat(before.exitCode()).as(before.out() + before.err()).isZero();
    assertThat(before.out()).isEqualTo("shop/thing: 与目录一致 / as the catalog says\n");

    run(
        "alter table shop.thing drop column name",
        "alter table shop.thing alter column weight type text",
        "alter table shop.thing add column phone text",
        "alter table shop.thing add column f9 text",
        "insert into shop.thing (id, f9) select i, '100' || lpad((i * 99991)::text, 8, '0')"
            + " from generate_series(1, 30) i");
    CommandRun after = drift();
    assertThat(after.exitCode()).isEqualTo(1);
    assertThat(after.out())
        .contains(
            "shop/thing: 字段 name 已消失 / the field name is gone\n",
            "shop/thing: 字段 weight 类型改变",
            "shop/thing: 新增 phone",
            "shop/thing: f9 的值像手机号，建议 S3 phone / f9 has values like: mobile number; proposed S3"
                + " phone\n",
            "shop/thing: phone 可能是手机号，建议 S3 phone / phone may be: mobile number; proposed S3 phone\n")
        .doesNotContain("100000");

    CommandRun detected =
        CommandRun.of("detect", "--catalog", catalog.toString(), "--resource", "thing");
    assertThat(detected.exitCode()).as(detected.out() + detected.err()).isZero();
    assertThat(detected.out())
        .startsWith("shop/thing\n")
        .contains("f9: 无标签 / no label → S3 phone")
        .doesNotContain("100000");

    System.setProperty(KEY + "password", "wrong");
    try {
      CommandRun refused = drift();
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.out()).contains("无法比较 / cannot be compared").doesNotContain("wrong");
      CommandRun unread = CommandRun.of("detect", "--catalog", catalog.toString());
      assertThat(unread.exitCode()).isEqualTo(1);
      assertThat(unread.out()).contains("the database cannot be read (SQLSTATE 28P01)");
    } finally {
      System.setProperty(KEY + "password", address.password().reveal());
    }
  }
}
