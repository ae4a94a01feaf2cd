package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.OpCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What runs is compiled of the grammar's file, with shared frames where it is interpreted. It
 * answers as the file itself does in the interpreter.
 */
class GrammarCodeTest {
  private static byte[] bytes;
  private static WasmModule file;
  private static WasmModule rest;

  @BeforeAll
  static void read() throws IOException {
    bytes = resource("libpg-query.wasm");
    file = Parser.parse(bytes);
    rest = SharedFrames.share(Parser.parse(resource("Grammar.meta")));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PgGrammar.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static GrammarInstance interpreted() {
    return new GrammarInstance(file, InterpreterMachine::new);
  }

  private static GrammarInstance compiled() {
    return new GrammarInstance(rest, GrammarMachine::new);
  }

  @Test
  void everyStatementOfTheCorpusIsReadAlike() throws Exception {
    GrammarInstance before = interpreted();
    GrammarInstance after = compiled();
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
      assertThat(answer(compiled(), wrong)).isEqualTo(answer(interpreted(), wrong));
    }
  }

  /** The interpreter alone, so that a difference is known to come from the frames. */
  @Test
  void sharedFramesChangeNothing() throws Exception {
    GrammarInstance before = interpreted();
    GrammarInstance after = new GrammarInstance(SharedFrames.share(file), InterpreterMachine::new);
    for (String statement : statements().subList(0, 40)) {
      assertThat(answer(after, statement)).as(statement).isEqualTo(answer(before, statement));
    }
  }

  /** Were the parser compiled, too, the sharing could go. */
  @Test
  void thousandsOfBlocksShareAFrame() throws IOException {
    long before = blocks(Parser.parse(resource("Grammar.meta")));

    assertThat(before - blocks(rest)).isGreaterThan(2000);
  }

  /** What is compiled is not interpreted beside: its functions are empty in the rest. */
  @Test
  void theRestDoesNothingWithoutTheCode() {
    assertThatThrownBy(() -> new GrammarInstance(rest, InterpreterMachine::new))
        .isInstanceOf(ChicoryException.class);
  }

  @Test
  void theFingerprintIsThatOfTheFile() throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

    assertThat(new PgGrammar().fingerprint()).isEqualTo(hash);
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
