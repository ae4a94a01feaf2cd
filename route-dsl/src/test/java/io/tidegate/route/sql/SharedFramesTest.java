package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.OpCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The grammar with shared frames answers as the file it is made from. */
class SharedFramesTest {
  private static WasmModule file;
  private static WasmModule shared;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = PgGrammar.class.getResourceAsStream("libpg-query.wasm")) {
      file = Parser.parse(in.readAllBytes());
    }
    shared = SharedFrames.share(file);
  }

  @Test
  void everyStatementOfTheCorpusIsReadAlike() throws Exception {
    GrammarInstance before = new GrammarInstance(file);
    GrammarInstance after = new GrammarInstance(shared);
    List<String> statements = statements();
    for (String statement : statements) {
      assertThat(answer(after, statement)).as(statement).isEqualTo(answer(before, statement));
    }
    assertThat(statements).hasSizeGreaterThan(100);
  }

  @Test
  void whatIsNoStatementIsRefusedAlike() throws Exception {
    for (String wrong :
        List.of("select '", "selec 1", "select 1 from from a", "", ")", "select 1 +")) {
      // a copy that refused is not used again
      assertThat(answer(new GrammarInstance(shared), wrong))
          .isEqualTo(answer(new GrammarInstance(file), wrong));
    }
  }

  @Test
  void thousandsOfBlocksShareAFrame() {
    long before = blocks(file);

    assertThat(before - blocks(shared)).isGreaterThan(3000);
  }

  private static long blocks(WasmModule module) {
    return Stream.of(module.codeSection().functionBodies())
        .map(FunctionBody::instructions)
        .flatMap(List::stream)
        .filter(i -> i.opcode() == OpCode.BLOCK)
        .count();
  }

  private static String answer(GrammarInstance grammar, String statement) {
    try {
      return grammar.parse(statement.getBytes(StandardCharsets.UTF_8));
    } catch (GrammarInstance.Refused e) {
      return e.getMessage() + " at " + e.cursor;
    }
  }

  private static List<String> statements() {
    List<String> statements = new ArrayList<>();
    Corpus.accepted().forEach(c -> statements.add(SqlTokens.scan(c.text()).grammarText()));
    Corpus.refused().forEach(c -> statements.add(c.text()));
    return statements;
  }
}
