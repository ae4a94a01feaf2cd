package io.tidegate.route.sql;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.CodeSection;
import com.dylibso.chicory.wasm.types.CustomSection;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes blocks that begin at one place share one frame of the interpreter.
 *
 * <p>A parser is one switch over some 3,000 rules, which WebAssembly writes as 3,000 blocks around
 * the jump table, all begun in front of it. The interpreter keeps a frame for each block that is
 * open, so that every reduction of the grammar cost it 3,000 frames. Of blocks that begin one
 * directly after the other and yield nothing, only the outermost needs one: they have the same
 * operands below them, and a jump to the end of any of them leaves the same frame open.
 *
 * <p>The instructions keep their places, so labels stay true; what changes is how many frames a
 * branch leaves.
 */
final class SharedFrames {
  /** A block that yields nothing, as its operand says it. */
  private static final long YIELDS_NOTHING = 0x40;

  /** Fewer blocks are not worth the jump over them. */
  private static final int WORTHWHILE = 4;

  private SharedFrames() {}

  /** The same module, whose functions do the same with fewer frames. */
  static WasmModule share(WasmModule module) {
    CodeSection.Builder code =
        CodeSection.builder().setRequiresDataCount(module.codeSection().isRequiresDataCount());
    for (FunctionBody body : module.codeSection().functionBodies()) {
      code.addFunctionBody(new FunctionBody(body.localTypes(), share(body.instructions())));
    }
    WasmModule.Builder shared =
        WasmModule.builder()
            .setTypeSection(module.typeSection())
            .setImportSection(module.importSection())
            .setFunctionSection(module.functionSection())
            .setTableSection(module.tableSection())
            .setGlobalSection(module.globalSection())
            .setExportSection(module.exportSection())
            .setElementSection(module.elementSection())
            .setCodeSection(code.build())
            .setDataSection(module.dataSection())
            // what is validated is the file; depths that count shared frames are no WebAssembly
            .withValidation(false);
    module.memorySection().ifPresent(shared::setMemorySection);
    module.startSection().ifPresent(shared::setStartSection);
    module.dataCountSection().ifPresent(shared::setDataCountSection);
    module.tagSection().ifPresent(shared::setTagSection);
    for (CustomSection custom : module.customSections()) {
      shared.addCustomSection(custom.name(), custom);
    }
    return shared.build();
  }

  /** An open block: whether it has a frame, and how many frames are open up to the one it uses. */
  private record Open(boolean framed, int frames) {}

  private static List<AnnotatedInstruction> share(List<AnnotatedInstruction> code) {
    List<AnnotatedInstruction> shared = new ArrayList<>(code.size());
    List<Open> open = new ArrayList<>();
    // the function itself is a block, too
    open.add(new Open(true, 1));
    int frames = 1;
    for (int i = 0; i < code.size(); i++) {
      AnnotatedInstruction instruction = code.get(i);
      switch (instruction.opcode()) {
        case BLOCK -> {
          int run = run(code, i);
          frames++;
          open.add(new Open(true, frames));
          shared.add(instruction);
          if (run >= WORTHWHILE) {
            for (int inner = 1; inner < run; inner++) {
              open.add(new Open(false, frames));
              shared.add(
                  inner == 1 ? jump(code.get(i + inner), i + run) : nothing(code.get(i + inner)));
            }
            i += run - 1;
          }
        }
        case LOOP, IF -> {
          frames++;
          open.add(new Open(true, frames));
          shared.add(instruction);
        }
        case END -> {
          Open ended = open.removeLast();
          frames -= ended.framed() ? 1 : 0;
          shared.add(ended.framed() ? instruction : nothing(instruction));
        }
        case BR, BR_IF, BR_TABLE -> shared.add(branch(instruction, open, frames));
        case TRY_TABLE, BR_ON_NULL, BR_ON_NON_NULL ->
            throw new IllegalStateException("the grammar jumps in an unknown way");
        default -> shared.add(instruction);
      }
    }
    return shared;
  }

  /** How many blocks begin here, one directly after the other. */
  private static int run(List<AnnotatedInstruction> code, int start) {
    int end = start;
    while (code.get(end).opcode() == OpCode.BLOCK && code.get(end).operand(0) == YIELDS_NOTHING) {
      end++;
    }
    return Math.max(1, end - start);
  }

  private static AnnotatedInstruction branch(
      AnnotatedInstruction branch, List<Open> open, int frames) {
    long[] depths = new long[branch.operandCount()];
    for (int i = 0; i < depths.length; i++) {
      Open target = open.get(open.size() - 1 - (int) branch.operand(i));
      depths[i] = frames - target.frames();
    }
    AnnotatedInstruction.Builder changed =
        AnnotatedInstruction.builder()
            .from(new Instruction(branch.address(), branch.opcode(), depths))
            .withDepth(branch.depth());
    if (branch.opcode() == OpCode.BR_TABLE) {
      changed.withLabelTable(branch.labelTable());
    } else {
      changed.withLabelTrue(branch.labelTrue());
      if (branch.opcode() == OpCode.BR_IF) {
        changed.withLabelFalse(branch.labelFalse());
      }
    }
    return changed.build();
  }

  /** Goes on behind the blocks without a frame. */
  private static AnnotatedInstruction jump(AnnotatedInstruction block, int to) {
    return AnnotatedInstruction.builder()
        .from(new Instruction(block.address(), OpCode.BR, new long[] {0}))
        .withDepth(block.depth())
        .withLabelTrue(to)
        .build();
  }

  private static AnnotatedInstruction nothing(AnnotatedInstruction instead) {
    return AnnotatedInstruction.builder()
        .from(new Instruction(instead.address(), OpCode.NOP, Instruction.EMPTY_OPERANDS))
        .withDepth(instead.depth())
        .build();
  }
}
