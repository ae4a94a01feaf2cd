package io.tidegate.engine.proposal;

import io.tidegate.engine.detect.ColumnJudgement;
import io.tidegate.engine.source.DescribedTable;
import io.tidegate.engine.source.DescribedTable.Column;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.detect.ColumnFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Proposes the catalog file of a table from what its database says of it and what detectors found
 * in some of its rows. A column gets the stricter label of what its name and what its values tell;
 * one of which nothing is known gets none, and so stays covered. No value gets into the text.
 */
public final class TableText {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /**
   * Something a person has to know of a column before the proposal is confirmed.
   *
   * @param column empty when it is about the table
   * @param described whether the proposal has the column
   * @param label the proposed one; absent when the column stays covered
   */
  public record Note(
      String column, boolean described, Optional<Sensitivity> label, Bilingual reason) {
    public Note {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * What is proposed.
   *
   * @param text empty when the catalog cannot describe the table; then a note says why
   */
  public record Proposed(String text, List<Note> notes) {
    public Proposed {
      Objects.requireNonNull(text, "text");
      notes = List.copyOf(notes);
    }
  }

  private final Surroundings surroundings;
  private final DescribedTable table;
  private final Map<String, ColumnJudgement> judged;
  private final StringBuilder out = new StringBuilder();
  private final List<Note> notes = new ArrayList<>();
  private final List<String> parties = new ArrayList<>();

  private TableText(
      Surroundings surroundings, DescribedTable table, List<ColumnJudgement> judgements) {
    this.surroundings = surroundings;
    this.table = table;
    this.judged =
        judgements.stream()
            .collect(Collectors.toMap(ColumnJudgement::name, j -> j, (one, other) -> one));
  }

  /**
   * Proposes.
   *
   * @param judgements of the columns a sample was drawn of; none where there was no sample
   */
  public static Proposed of(
      Surroundings surroundings, DescribedTable table, List<ColumnJudgement> judgements) {
    return new TableText(surroundings, table, judgements).proposed();
  }

  private Proposed proposed() {
    if (!NAME.matcher(table.name()).matches()) {
      return unusable(
          new Bilingual(
              "表名只能由小写字母、数字和下划线组成且以字母开头；请在数据库中建立一个符合要求的视图",
              "the name of a table begins with a letter and has lower-case letters, digits and"
                  + " underscores; make a view of such a name in the database"));
    }
    List<Column> usable = table.columns().stream().filter(this::isUsable).toList();
    if (usable.isEmpty()) {
      return unusable(
          new Bilingual("没有目录可以描述的列", "it has no column that the catalog can describe"));
    }
    if (table.view()) {
      note(
          "",
          false,
          Optional.empty(),
          "这是视图；若要沿用基表的标签，请补上 view",
          "this is a view; write" + " `view` for the labels of the tables it reads");
    }
    StringBuilder fields = new StringBuilder();
    usable.forEach(column -> field(fields, column));
    head(usable);
    out.append("fields:\n").append(fields);
    return new Proposed(out.toString(), notes);
  }

  private Proposed unusable(Bilingual why) {
    notes.addFirst(new Note("", false, Optional.empty(), why));
    return new Proposed("", notes);
  }

  private boolean isUsable(Column column) {
    if (!NAME.matcher(column.name()).matches()) {
      note(
          column.name(),
          false,
          Optional.empty(),
          "列名只能由小写字母、数字和下划线组成且以字母开头，未列入",
          "left out: the name of a column begins with a letter and has lower-case letters, digits"
              + " and underscores");
      return false;
    }
    if (type(column).isEmpty()) {
      note(
          column.name(),
          false,
          Optional.empty(),
          "类型 " + column.type() + " 不能提供，未列入；可在视图中转换",
          "left out: the type " + column.type() + " is not served; a view can convert it");
      return false;
    }
    return true;
  }

  /** The type a consumer sees; absent for what answers cannot have. */
  private static Optional<FieldType> type(Column column) {
    return Optional.ofNullable(
        switch (column.type()) {
          case "varchar", "text", "bpchar" -> FieldType.STRING;
          case "int2", "int4", "int8" -> FieldType.INTEGER;
          case "numeric", "float4", "float8" -> FieldType.NUMBER;
          case "bool" -> FieldType.BOOLEAN;
          case "date" -> FieldType.DATE;
          case "timestamptz" -> FieldType.DATE_TIME;
          default -> null;
        });
  }

  private void head(List<Column> usable) {
    Titled titled = Titled.of(table.name(), table.comment(), "");
    List<String> key =
        table.primaryKey().stream()
            .filter(name -> usable.stream().anyMatch(column -> column.name().equals(name)))
            .toList();
    boolean whole = !key.isEmpty() && key.size() == table.primaryKey().size();
    if (!whole) {
      note(
          "",
          false,
          Optional.empty(),
          "没有可用的主键，请填写能唯一确定一行的列",
          "it has no usable primary key; name the columns that tell its rows apart");
    }
    line("resource: " + table.name());
    line("source: " + surroundings.source());
    line("table: " + table.name());
    line("title: " + ProposalText.bilingual(titled));
    line("summary: " + ProposalText.bilingual(titled));
    line("area: " + surroundings.area());
    line("department: " + ProposalText.told(surroundings.department()));
    line("theme: " + ProposalText.told(surroundings.theme()));
    line("updateFrequency:" + ProposalText.FILL_IN);
    line("tags: []");
    line("openness: closed");
    line("primaryKey:" + (whole ? " [" + String.join(", ", key) + "]" : ProposalText.FILL_IN));
    if (!parties.isEmpty()) {
      line("# Without roles nobody is a party to a record. / 未写 roles 时任何人都不是记录的当事方。");
      line(
          "# roles: { columns: { "
              + parties.stream().map(name -> name + ": principal").collect(Collectors.joining(", "))
              + " } }");
    }
  }

  private void field(StringBuilder fields, Column column) {
    FieldType type = type(column).orElseThrow();
    Leaf leaf =
        new Leaf(column.name(), type, column.length(), "", "", Map.of(), column.comment(), "", "");
    Optional<KnownName.Label> named = KnownName.label(leaf, Writing.of(leaf));
    Optional<ColumnJudgement> judgement = Optional.ofNullable(judged.get(column.name()));
    Optional<KnownName.Label> found = judgement.flatMap(TableText::found);
    boolean unclear =
        judgement
            .map(ColumnJudgement::finding)
            .filter(f -> f.verdict() == ColumnFinding.Verdict.UNKNOWN && !f.hits().isEmpty())
            .isPresent();
    Optional<KnownName.Label> label = unclear ? Optional.empty() : stricter(named, found);
    if (label.filter(l -> l.category().equals("party-code")).isPresent()
        && type == FieldType.STRING) {
      parties.add(column.name());
    }
    explain(column, named, found, label, judgement);
    Titled titled = Titled.of(column.name(), column.comment(), "");
    fields.append("  ").append(column.name()).append(":\n");
    part(fields, "title: " + ProposalText.bilingual(titled));
    part(fields, "type: " + type.word());
    part(fields, "sql: " + column.type());
    if (column.length() > 0) {
      part(fields, "length: " + column.length());
    }
    label.filter(l -> !l.format().isEmpty()).ifPresent(l -> part(fields, "format: " + l.format()));
    if (!column.nullable()) {
      part(fields, "nullable: false");
    }
    label.ifPresent(l -> part(fields, "sensitivity: " + l.sensitivity()));
    part(fields, "categories: [" + label.map(KnownName.Label::category).orElse("") + "]");
    List<String> detected = judgement.map(ColumnJudgement::unconfirmed).orElse(List.of());
    if (!detected.isEmpty()) {
      part(fields, "detected: [" + String.join(", ", detected) + "]");
    }
    part(fields, "example: " + ProposalText.told(example(type, label)));
  }

  private static Optional<KnownName.Label> found(ColumnJudgement judgement) {
    ColumnFinding finding = judgement.finding();
    return finding
        .category()
        .map(category -> new KnownName.Label(finding.sensitivity().orElseThrow(), category, ""));
  }

  private static Optional<KnownName.Label> stricter(
      Optional<KnownName.Label> named, Optional<KnownName.Label> found) {
    if (named.isEmpty() || found.isEmpty()) {
      return named.or(() -> found);
    }
    return found.get().sensitivity().compareTo(named.get().sensitivity()) > 0 ? found : named;
  }

  private void explain(
      Column column,
      Optional<KnownName.Label> named,
      Optional<KnownName.Label> found,
      Optional<KnownName.Label> label,
      Optional<ColumnJudgement> judgement) {
    Optional<Bilingual> values = judgement.map(j -> j.finding().reason());
    String zh = "";
    String en = "";
    if (label.isEmpty()) {
      zh = "未能确定，完全遮蔽";
      en = "not classified, so it is fully covered";
    } else if (label.equals(named)) {
      zh = "按名称或注释";
      en = "by its name or comment";
    } else {
      zh = "按取样的值";
      en = "by the values of a sample";
    }
    if (values.isPresent() && (found.isPresent() || label.isEmpty())) {
      zh += "；" + values.get().zh();
      en += "; " + values.get().en();
    }
    note(column.name(), true, label.map(KnownName.Label::sensitivity), zh, en);
  }

  private static String example(FieldType type, Optional<KnownName.Label> label) {
    return switch (type) {
      case DATE -> "2024-01-12";
      case DATE_TIME -> "2024-01-12T10:00:00+08:00";
      case INTEGER, NUMBER -> "1";
      case BOOLEAN -> "true";
      case STRING, OBJECT -> ProposalText.of(label).orElse("A1");
    };
  }

  private void note(
      String column, boolean described, Optional<Sensitivity> label, String zh, String en) {
    notes.add(new Note(column, described, label, new Bilingual(zh, en)));
  }

  private static void part(StringBuilder fields, String text) {
    fields.append("    ").append(text).append('\n');
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
