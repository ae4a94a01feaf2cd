package io.tidegate.route.sql;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * One running copy of the grammar: libpg_query 18.1.5 compiled by Emscripten. The one-letter names
 * of its imports and exports were given by the minifier and belong to this very file; they are read
 * off the package's {@code libpg-query.js}. Not thread-safe, and not to be used again after
 * anything was thrown.
 */
final class GrammarInstance {
  private static final String CONSTRUCTORS = "A";
  private static final String MALLOC = "C";
  private static final String FREE = "E";
  private static final String PARSE = "F";
  private static final String FREE_RESULT = "G";
  private static final String SET_THREW = "P";
  private static final String STACK_RESTORE = "Q";
  private static final String STACK_CURRENT = "R";

  private static final int PAGE_BYTES = 64 * 1024;

  /** The file declares 128 MiB; a statement of 16 KB is parsed in far less. */
  private static final MemoryLimits MEMORY = new MemoryLimits(192, 2048);

  private final Instance instance;

  /**
   * @param module the file, or what was left of it when it was compiled
   * @param machine what runs its functions: classes compiled of it, or an interpreter
   */
  GrammarInstance(WasmModule module, Function<Instance, Machine> machine) {
    ImportValues.Builder imports = ImportValues.builder();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      FunctionImport wanted = (FunctionImport) module.importSection().getImport(i);
      FunctionType type = module.typeSection().getType(wanted.typeIndex());
      imports.addFunction(
          new HostFunction(wanted.module(), wanted.name(), type, host(wanted.name(), type)));
    }
    instance =
        Instance.builder(module)
            .withImportValues(imports.build())
            .withMachineFactory(machine)
            .withStart(false)
            .withMemoryLimits(MEMORY)
            .build();
    instance.export(CONSTRUCTORS).apply();
  }

  /** What the grammar gets when it calls out. It has no files, no clock and no way out. */
  private static WasmFunctionHandle host(String name, FunctionType type) {
    return switch (name) {
      case "c", "x", "m", "v" -> // assertion, abort, exit, process exit
          (instance, args) -> {
            throw new GrammarAborted();
          };
      case "p" -> // longjmp
          (instance, args) -> {
            throw new LongJump();
          };
      case "q" -> (instance, args) -> new long[] {grow(instance.memory(), args[0])};
      case "t" -> // write: pretend nothing was left to write
          (instance, args) -> {
            instance.memory().writeI32((int) args[3], 0);
            return new long[] {0};
          };
      case "o", "r", "s", "u", "w" -> // timer, read, seek, close, runtime keep-alive
          (instance, args) -> new long[type.returns().size()];
      default -> (instance, args) -> invoke(instance, type, args);
    };
  }

  private static long grow(Memory memory, long bytes) {
    int more = (int) (((bytes & 0xffffffffL) + PAGE_BYTES - 1) / PAGE_BYTES) - memory.pages();
    return more <= 0 || memory.grow(more) >= 0 ? 1 : 0;
  }

  /**
   * Emscripten's way to call a function that may longjmp: the jump unwinds to here, the stack is
   * put back, and the module is told that it happened.
   */
  private static long[] invoke(Instance instance, FunctionType type, long[] args) {
    long stack = instance.export(STACK_CURRENT).apply()[0];
    try {
      int function = instance.table(0).requiredRef((int) args[0]);
      return instance.getMachine().call(function, Arrays.copyOfRange(args, 1, args.length));
    } catch (LongJump e) {
      instance.export(STACK_RESTORE).apply(stack);
      instance.export(SET_THREW).apply(1, 0);
      return new long[type.returns().size()];
    }
  }

  /**
   * The parse tree as JSON.
   *
   * @param sql UTF-8 without a zero byte
   * @throws Refused when the text is not well-formed
   */
  String parse(byte[] sql) throws Refused {
    Memory memory = instance.memory();
    int text = (int) instance.export(MALLOC).apply(sql.length + 1)[0];
    memory.write(text, sql);
    memory.writeByte(text + sql.length, (byte) 0);
    int result = (int) instance.export(PARSE).apply(text)[0];
    int tree = memory.readInt(result);
    int error = memory.readInt(result + 8);
    if (error != 0) {
      throw new Refused(text(memory, memory.readInt(error)), memory.readInt(error + 16) - 1);
    }
    String json = text(memory, tree);
    instance.export(FREE_RESULT).apply(result);
    instance.export(FREE).apply(text);
    return json;
  }

  private static String text(Memory memory, int start) {
    int end = start;
    while (memory.read(end) != 0) {
      end++;
    }
    return new String(memory.readBytes(start, end - start), StandardCharsets.UTF_8);
  }

  /** The grammar's own refusal; the cursor counts characters as PostgreSQL does: code points. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    final int cursor;

    Refused(String message, int cursor) {
      super(message, null, false, false);
      this.cursor = cursor;
    }
  }

  private static final class LongJump extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LongJump() {
      super(null, null, false, false);
    }
  }

  /** The grammar ended itself, which it does when its memory or stack is used up. */
  static final class GrammarAborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GrammarAborted() {
      super(null, null, false, false);
    }
  }
}
