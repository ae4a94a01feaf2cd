package io.tidegate.route.sql;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL's own grammar (libpg_query 18, of PostgreSQL 18) in the JVM, without native code: the
 * build compiles the pinned file to classes and to a rest that is interpreted.
 *
 * <p>Thread-safe: as many parses as there are copies run at a time, each on a thread of its own,
 * which has a large stack and can be interrupted at the deadline. Loading takes less than a second
 * and happens once in a process, on the first parse or {@link #load()}; each copy that was ever
 * needed holds 12 MB, and up to 48 once it has read much, until {@link #rest()}. Whatever goes
 * wrong inside a copy is a refusal, and the copy is thrown away.
 */
public final class PgGrammar {
  /**
   * The longest text parsed, in bytes of UTF-8: an author's with the scope of each table put in.
   */
  public static final int MAX_BYTES = 32 * 1024;

  /** How long one parse may take; a statement of a page takes a millisecond or two. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  /** What compiling leaves of the file: the functions that are interpreted, and the tables. */
  private static final String REST = "Grammar.meta";

  /** Says which file was compiled. */
  private static final String ORIGIN = "Grammar.origin";

  private static final String ORIGIN_HASH = "sha256";
  private static final long STACK_BYTES = 16L * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How long a thread is waited for that has nothing to do. */
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(1);

  /** More copies than this wait for memory and not for each other. */
  private static final int MOST_COPIES = 4;

  /** Those of this process, which rest together. */
  private static final Set<PgGrammar> ALL = Collections.newSetFromMap(new WeakHashMap<>());

  private static CompletableFuture<Loaded> loading;

  private final Duration deadline;

  /** Used again last in, first out: who parses alone keeps one copy warm and needs no other. */
  private final BlockingDeque<Copy> idle;

  public PgGrammar() {
    this(DEADLINE);
  }

  /**
   * One that waits longer or shorter.
   *
   * @param deadline how long one parse may take
   */
  public PgGrammar(Duration deadline) {
    this(deadline, Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_COPIES));
  }

  private PgGrammar(Duration deadline, int copies) {
    this.deadline = Objects.requireNonNull(deadline, "deadline");
    this.idle = new LinkedBlockingDeque<>(copies);
    for (int i = 0; i < copies; i++) {
      idle.addLast(new Copy());
    }
    synchronized (ALL) {
      ALL.add(this);
    }
  }

  /**
   * Lets go of the copies of all grammars of this process that no parse is using, for a time in
   * which nothing is compiled. The next parse makes one anew.
   */
  public static void rest() {
    List<PgGrammar> all;
    synchronized (ALL) {
      all = List.copyOf(ALL);
    }
    all.forEach(PgGrammar::letGo);
  }

  private void letGo() {
    List<Copy> resting = new ArrayList<>();
    idle.drainTo(resting);
    for (Copy copy : resting) {
      try {
        copy.worker.submit(copy::clear).get(MOST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // its thread is still busy with a parse that was given up, and clears it after that
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        idle.addLast(copy);
      }
    }
  }

  /** Loads the grammar in the background, so that the first parse need not wait for it. */
  public CompletableFuture<Void> load() {
    return loading().thenAccept(loaded -> {});
  }

  /**
   * The SHA-256 of the grammar's file, in hexadecimal; what a statement means depends on it. The
   * build verified it before the file was compiled.
   */
  public String fingerprint() {
    return loading().join().hash();
  }

  private static synchronized CompletableFuture<Loaded> loading() {
    if (loading == null) {
      ExecutorService loader = worker();
      loading = CompletableFuture.supplyAsync(PgGrammar::loaded, loader);
      loader.shutdown();
    }
    return loading;
  }

  private static ExecutorService worker() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                Thread.ofPlatform()
                    .name("sql-grammar")
                    .daemon(true)
                    .stackSize(STACK_BYTES)
                    .unstarted(task));
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /**
   * The parse tree of a text, in libpg_query's JSON form. Positions in it are offsets in bytes of
   * the text's UTF-8.
   *
   * @throws SqlSyntaxException when the text is not well-formed
   * @throws SqlTooComplexException when the text is longer than {@link #MAX_BYTES}, nested too
   *     deeply, or takes too long
   */
  public JsonNode parse(String sql) throws SqlSyntaxException, SqlTooComplexException {
    byte[] bytes = utf8(sql);
    if (bytes.length > MAX_BYTES) {
      throw new SqlTooComplexException(
          "the statement has " + bytes.length + " bytes; at most " + MAX_BYTES + " are accepted");
    }
    int zero = sql.indexOf('\0');
    if (zero >= 0) {
      throw new SqlSyntaxException("a zero character stands here", zero);
    }
    // waiting for the grammar to load or for a copy does not count against the deadline
    WasmModule module = loading().join().module();
    Copy copy = take();
    Answer answer;
    try {
      answer = await(copy.worker.submit(() -> copy.run(module, bytes)));
    } finally {
      idle.addFirst(copy);
    }
    return tree(sql, answer);
  }

  private Copy take() throws SqlTooComplexException {
    try {
      return idle.takeFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SqlTooComplexException("the parse was interrupted");
    }
  }

  private JsonNode tree(String sql, Answer answer)
      throws SqlSyntaxException, SqlTooComplexException {
    return switch (answer) {
      case Parsed parsed -> {
        try {
          yield JSON.readTree(parsed.json());
        } catch (JsonProcessingException e) {
          // the reader's own limits: nesting of 1,000
          throw new SqlTooComplexException("the statement is nested too deeply");
        }
      }
      case Malformed malformed ->
          throw new SqlSyntaxException(malformed.message(), offset(sql, malformed.cursor()));
      case Overtaxed overtaxed ->
          throw new SqlTooComplexException("the statement is nested too deeply");
    };
  }

  private Answer await(Future<Answer> task) throws SqlTooComplexException {
    try {
      return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new SqlTooComplexException(
          "the statement takes longer than " + deadline.toMillis() + " ms to parse");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new SqlTooComplexException("the parse was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the grammar cannot be loaded", e.getCause());
    }
  }

  /** One copy of the grammar and the thread it runs on. */
  private static final class Copy {
    private final ExecutorService worker = worker();

    /**
     * Made by the first parse; only ever touched by the worker. The collector may have it when
     * nothing was compiled for a while.
     */
    private SoftReference<GrammarInstance> instance = new SoftReference<>(null);

    /** Runs on the worker. */
    private void clear() {
      instance.clear();
    }

    /** Runs on the worker. */
    private Answer run(WasmModule module, byte[] sql) {
      GrammarInstance kept = instance.get();
      GrammarInstance running = kept == null ? PgGrammar.instance(module) : kept;
      // whatever is thrown leaves the copy in an unknown state: it is kept only after a clean
      // return
      instance.clear();
      try {
        String json = running.parse(sql);
        instance = new SoftReference<>(running);
        return new Parsed(json);
      } catch (GrammarInstance.Refused e) {
        return new Malformed(e.getMessage(), e.cursor);
      } catch (ChicoryException | GrammarInstance.GrammarAborted | StackOverflowError e) {
        return new Overtaxed();
      }
    }
  }

  private static Loaded loaded() {
    Loaded fresh = new Loaded(SharedFrames.share(Parser.parse(read(REST))), origin());
    check(fresh.module());
    return fresh;
  }

  private static byte[] read(String resource) {
    try (InputStream in = PgGrammar.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String origin() {
    return new String(read(ORIGIN), StandardCharsets.US_ASCII)
        .lines()
        .filter(line -> line.startsWith(ORIGIN_HASH + "="))
        .map(line -> line.substring(ORIGIN_HASH.length() + 1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(ORIGIN + " names no file"));
  }

  private static GrammarInstance instance(WasmModule module) {
    return new GrammarInstance(module, GrammarMachine::new);
  }

  /**
   * A grammar that reads a known text wrongly must not read any other: the names its functions are
   * called by belong to one build of the file.
   */
  private static void check(WasmModule module) {
    try {
      String json = instance(module).parse("SELECT a".getBytes(StandardCharsets.US_ASCII));
      JsonNode select = JSON.readTree(json).at("/stmts/0/stmt/SelectStmt/targetList/0/ResTarget");
      JsonNode column = select.at("/val/ColumnRef/fields/0/String/sval");
      if (!column.asText().equals("a") || select.path("location").asInt() != 7) {
        throw new IllegalStateException("the grammar reads a known text wrongly");
      }
    } catch (GrammarInstance.Refused | JsonProcessingException e) {
      throw new IllegalStateException("the grammar reads a known text wrongly", e);
    }
  }

  private static byte[] utf8(String sql) throws SqlSyntaxException {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(sql));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new SqlSyntaxException("the statement holds half a character", 0);
    }
  }

  private static int offset(String sql, int codePoints) {
    int count = Math.max(0, Math.min(codePoints, sql.codePointCount(0, sql.length())));
    return sql.offsetByCodePoints(0, count);
  }

  private record Loaded(WasmModule module, String hash) {}

  /** What came of a parse. */
  private sealed interface Answer {}

  private record Parsed(String json) implements Answer {}

  private record Malformed(String message, int cursor) implements Answer {}

  private record Overtaxed() implements Answer {}
}
