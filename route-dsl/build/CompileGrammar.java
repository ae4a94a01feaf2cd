import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles PostgreSQL's grammar from WebAssembly to classes of Java, which run several times as
 * fast as the interpreter. A function that is longer than a method of Java may be stays with the
 * interpreter; what is left of the file holds those functions and the grammar's tables.
 *
 * <p>Beside them a text says which file they were made of, and by which compiler; nothing is done
 * when it says so already.
 *
 * <p>Arguments: the .wasm file, its SHA-256, the version of the compiler, target folder.
 */
final class CompileGrammar {
  private static final String NAME = "io.tidegate.route.sql.Grammar";

  /**
   * The parser itself, the writer of trees, and the fingerprint of trees, which is not used; they
   * belong to the pinned file. Another one would be a surprise, and slow.
   */
  private static final Set<Integer> TOO_LONG = Set.of(36, 37, 140);

  private CompileGrammar() {}

  public static void main(String[] args) throws IOException {
    Path wasm = Path.of(args[0]);
    List<String> made = List.of("sha256=" + args[1], "compiler=" + args[2]);
    Path target = Path.of(args[3]);
    Path origin = target.resolve("io/tidegate/route/sql/Grammar.origin");
    if (Files.exists(origin) && Files.readAllLines(origin).equals(made)) {
      return;
    }
    Generator generator =
        new Generator(
            Config.builder()
                .withWasmFile(wasm)
                .withName(NAME)
                .withTargetClassFolder(target)
                .withTargetWasmFolder(target)
                .withTargetSourceFolder(target)
                .withInterpretedFunctions(TOO_LONG)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .build());
    Set<Integer> interpreted = generator.generateResources();
    if (!interpreted.equals(TOO_LONG)) {
      throw new IllegalStateException(
          "the functions " + new TreeSet<>(interpreted) + " of the grammar are left to interpret");
    }
    generator.generateMetaWasm(interpreted);
    Files.write(origin, made);
  }
}
