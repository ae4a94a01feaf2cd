package io.tidegate.rules.workbook;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.rules.drools.RuleBase;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import io.tidegate.rules.pack.TableForm;
import io.tidegate.rules.workbook.WorkbookWriter.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule pack as a workbook. Each decision table is a grid on a sheet of its own; what is no table
 * (the file of the pack, scenarios, rules written by hand) is a sheet of lines. Kept are the names
 * of files, the order of rows and of the words in a cell, and the comments before the first key and
 * before a row. The layout of a table is always that of {@link TableForm#yaml()}.
 */
public final class PackWorkbook {
  /** Largest workbook that is read, in bytes. */
  public static final int MAX_BYTES = WorkbookReader.MAX_BYTES;

  private static final Pattern FILE = Pattern.compile("[a-z0-9]+(?:[-.][a-z0-9]+)*\\.(?:yaml|drl)");

  private PackWorkbook() {}

  /**
   * The workbook of a pack's files. A pack that cannot be read has none; what would not come back
   * as it is, is a warning.
   */
  public static Outcome<byte[]> export(List<SourceText> files) {
    Outcome<RulePack> pack = RulePackReader.read(files);
    if (pack.isRefused()) {
      return new Outcome<>(Optional.empty(), pack.diagnostics());
    }
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.addAll(pack.diagnostics());
    List<Content> sheets = new ArrayList<>();
    Map<String, String> expected = new LinkedHashMap<>();
    for (SourceText file : packFileFirst(files)) {
      Optional<YamlNode> node =
          file.name().endsWith(RulePackReader.EXPERT_ENDING)
              ? Optional.empty()
              : YamlReader.read(file, diagnostics);
      Optional<TableForm> table =
          node.filter(PackWorkbook::isTable)
              .map(root -> TableForm.of(root, TableForm.Notes.of(file, root, diagnostics)));
      String text = table.map(TableForm::yaml).orElseGet(() -> LineSheet.normal(file.text()));
      layout(file, text, diagnostics);
      sheets.add(
          table
              .map(form -> TableSheet.content(file.name(), form))
              .orElseGet(() -> LineSheet.content(file.name(), text)));
      expected.put(file.name(), text);
    }
    byte[] bytes = WorkbookWriter.write(sheets);
    Outcome<List<SourceText>> back = read("the workbook", bytes);
    diagnostics.addAll(back.diagnostics().stream().filter(Diagnostic::isError).toList());
    if (!diagnostics.hasErrors()) {
      for (SourceText file : back.value().orElseThrow()) {
        if (!file.text().equals(expected.get(file.name()))) {
          diagnostics.error(
              RuleCode.WORKBOOK,
              file.span(0, 0),
              "the file `" + file.name() + "` cannot be written to a workbook as it is");
        }
      }
    }
    return Outcome.of(bytes, diagnostics);
  }

  private static List<SourceText> packFileFirst(List<SourceText> files) {
    List<SourceText> ordered = new ArrayList<>(files);
    ordered.sort(
        (one, other) ->
            Boolean.compare(
                other.name().equals(RulePackReader.PACK_FILE),
                one.name().equals(RulePackReader.PACK_FILE)));
    return ordered;
  }

  private static boolean isTable(YamlNode root) {
    return root instanceof YamlMap map && map.get("table").isPresent();
  }

  private static void layout(SourceText file, String text, Diagnostics diagnostics) {
    int same = Arrays.mismatch(file.text().toCharArray(), text.toCharArray());
    if (same >= 0) {
      int line = file.line(same);
      int start = file.lineStart(line);
      diagnostics.warning(
          RuleCode.LAYOUT,
          file.span(start, start + file.lineText(line).length()),
          "from here on an import lays this file out in its own way");
    }
  }

  /**
   * The files of the pack in a workbook, sorted by name. All of them are checked as a pack, rules
   * written by hand against the allow-list too: a fault is told at its sheet and cell, and then
   * there are no files.
   *
   * @param name the workbook's name in diagnostics
   */
  public static Outcome<List<SourceText>> read(String name, byte[] bytes) {
    Diagnostics diagnostics = new Diagnostics();
    List<Sheet> sheets = WorkbookReader.read(name, bytes, diagnostics);
    Map<String, LineSheet> lines = new LinkedHashMap<>();
    Map<String, TableSheet> tables = new LinkedHashMap<>();
    Set<String> files = new HashSet<>();
    for (Sheet sheet : sheets) {
      Optional<String> file = file(sheet, files, diagnostics);
      if (file.isEmpty()) {
        continue;
      }
      if (LineSheet.isFor(sheet)) {
        lines.put(file.get(), new LineSheet(sheet, file.get()));
      } else {
        TableSheet.read(sheet, diagnostics).ifPresent(table -> tables.put(file.get(), table));
      }
    }
    if (diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    Outcome<RulePack> pack =
        RulePackReader.read(
            lines.values().stream().map(LineSheet::source).toList(),
            tables.values().stream().map(table -> (YamlNode) table.root()).toList());
    pack.diagnostics().forEach(found -> diagnostics.add(placed(found, name, lines)));
    pack.value()
        .map(RuleBase::check)
        .ifPresent(all -> all.forEach(found -> diagnostics.add(placed(found, name, lines))));
    if (diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    List<SourceText> texts = new ArrayList<>();
    lines.values().forEach(sheet -> texts.add(sheet.source()));
    tables.forEach(
        (file, table) ->
            texts.add(new SourceText(file, TableForm.of(table.root(), table.notes()).yaml())));
    texts.sort((one, other) -> one.name().compareTo(other.name()));
    Outcome<RulePack> written = RulePackReader.read(texts);
    if (!written.value().equals(pack.value())) {
      diagnostics.error(
          RuleCode.WORKBOOK,
          new SourceText(name, "").all(),
          "what the workbook says cannot be written as files");
    }
    return Outcome.of(List.copyOf(texts), diagnostics);
  }

  /** The file a sheet stands for, which its first row names. */
  private static Optional<String> file(Sheet sheet, Set<String> files, Diagnostics diagnostics) {
    String file = sheet.text(0, 1);
    if (!sheet.text(0, 0).equals("file") || !FILE.matcher(file).matches()) {
      diagnostics.error(
          RuleCode.WORKBOOK,
          sheet.cell(0, 0).all(),
          "the first row must hold `file` and the name of a file, such as `mask-agent.yaml`");
      return Optional.empty();
    }
    if (!files.add(file)) {
      diagnostics.error(
          RuleCode.WORKBOOK,
          sheet.cell(0, 1).all(),
          "another sheet is the file `" + file + "` too");
      return Optional.empty();
    }
    return Optional.of(file);
  }

  /** A finding in a sheet of lines is told at the cell of its line. */
  private static Diagnostic placed(Diagnostic found, String name, Map<String, LineSheet> lines) {
    LineSheet sheet = lines.get(found.span().source().name());
    Span span =
        sheet == null
            ? found.span().source().name().startsWith(name)
                ? found.span()
                : new SourceText(name, "").all()
            : sheet.cell(found.span());
    return new Diagnostic(
        found.code(),
        found.severity(),
        found.message(),
        span,
        found.help(),
        found.suggestion(),
        found.rule());
  }
}
