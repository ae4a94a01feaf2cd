package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.OpenGates;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.PrintedQuery;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What PostgreSQL tells of others' gate passes: groups of five parties and more in each role. The
 * gates differ in how many principals, agents and terminals their passes have.
 */
class StatisticsIT {
  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static Connection connection;
  private static Workspace workspace;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    connection = postgres.getPostgresDatabase().getConnection();
    workspace = OpenGates.workspace(folder);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create schema tran;
          create table tran.gate_pass (gate_id varchar, container_no varchar, total_weight numeric,
            trade_usci varchar, agent_usci varchar, terminal_usci varchar);
          """);
      passes(statement, "ENOUGH", 5, "'a' || n", "'t' || n", "'p' || n");
      passes(statement, "FOUR", 4, "'a' || n", "'t' || n", "'p' || n");
      passes(statement, "ONE-AGENT", 9, "'a'", "'t' || n", "'p' || n");
      passes(statement, "NO-AGENT", 6, "null", "'t' || n", "'p' || n");
      passes(
          statement, "SOME-AGENTS", 9, "case when n < 4 then 'a' || n end", "'t' || n", "'p' || n");
      passes(statement, "NOBODY", 9, "'a' || n", "'t' || n", "null");
      passes(statement, "TWICE", 9, "'a' || n", "'t' || n", "'p' || n % 4");
      passes(statement, "BOXES", 6, "'a' || n", "'t' || n", "'p' || n");
      statement.execute(
          "update tran.gate_pass set container_no = case when trade_usci = 'p6' then 'LONELY' else 'SHARED' end"
              + " where gate_id = 'BOXES'");
    }
  }

  private static void passes(
      Statement statement, String gate, int number, String agent, String terminal, String principal)
      throws SQLException {
    statement.execute(
        "insert into tran.gate_pass select '%s', 'BOX' || n, 1000 * n, %s, %s, %s from generate_series(1, %d) n"
            .formatted(gate, principal, agent, terminal, number));
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @Test
  void onlyGroupsOfEnoughPartiesAreTold() throws Exception {
    assertThat(told("by-gate.yaml", "gate_id")).containsExactly("BOXES", "ENOUGH", "NO-AGENT");
  }

  @Test
  void whatIsSummedOnceMoreIsTheSumOfWhatIsTold() throws Exception {
    assertThat(told("sum-of-groups.yaml", "told")).containsExactly("17");
    assertThat(told("ordered-by-groups.yaml", "gate"))
        .containsExactly("BOXES", "ENOUGH", "NO-AGENT");
  }

  @Test
  void aGroupTheCallerChoosesIsLeftOutAlike() throws Exception {
    SortedMap<String, List<String>> told = new TreeMap<>();
    for (String gate : List.of("ENOUGH", "FOUR", "ONE-AGENT", "NO-AGENT", "NOBODY", "NOWHERE")) {
      told.put(gate, told("all-of-a-gate.yaml", "n", gate));
    }

    assertThat(told)
        .containsEntry("ENOUGH", List.of("5"))
        .containsEntry("NO-AGENT", List.of("6"))
        .hasSize(6);
    told.keySet().removeAll(List.of("ENOUGH", "NO-AGENT"));
    assertThat(told.values()).allMatch(List::isEmpty);
  }

  @Test
  void aGroupOfOneDeclarationIsNotTold() throws Exception {
    assertThat(told("by-box.yaml", "container_no")).contains("SHARED").doesNotContain("LONELY");
  }

  private static List<String> told(String document, String column, String... sent)
      throws IOException, SQLException {
    Path file =
        OpenGates.documents().stream().filter(f -> f.endsWith(document)).findFirst().orElseThrow();
    PlannedAccess.Statements access =
        (PlannedAccess.Statements)
            workspace
                .compiler()
                .compile(document, Files.readAllBytes(file))
                .value()
                .orElseThrow()
                .plan()
                .reads()
                .getFirst()
                .access();
    PrintedQuery query = access.query();
    try (PreparedStatement statement = connection.prepareStatement(query.text())) {
      int next = 0;
      for (int i = 0; i < query.bindings().size(); i++) {
        if (query.bindings().get(i) instanceof Binding.RowLimit) {
          statement.setLong(i + 1, 100);
        } else {
          statement.setString(i + 1, sent[next++]);
        }
      }
      List<String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(column));
        }
      }
      return values.stream().sorted().toList();
    }
  }
}
