package io.tidegate.rules.pack;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.rules.fact.Approval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads decision tables against the closed lists of their stage. */
final class TableReader {
  /** Control and format characters, lone surrogates and unassigned ones. */
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private static final int LONGEST_CELL = 200;

  private final List<String> masks;
  private final List<String> switches;
  private final List<String> limits;
  private final Diagnostics diagnostics;
  private final Words words;

  TableReader(
      List<String> masks, List<String> switches, List<String> limits, Diagnostics diagnostics) {
    this.masks = masks;
    this.switches = switches;
    this.limits = limits;
    this.diagnostics = diagnostics;
    this.words = new Words(diagnostics);
  }

  /** The table of one file; absent when what is wrong with it leaves no table. */
  Optional<Located<DecisionTable>> table(YamlFields fields) {
    Optional<Located<String>> id = fields.requiredText("table");
    id.ifPresent(written -> RulePackReader.checkedId(written, "table", diagnostics));
    Optional<Stage> stage =
        fields
            .requiredText("stage")
            .flatMap(
                written ->
                    words.known(
                        RuleCode.UNKNOWN_STAGE,
                        written,
                        "stage",
                        Stage::ofWord,
                        Arrays.stream(Stage.values()).map(Stage::word).toList()));
    Optional<Bilingual> title = fields.requiredBilingual("title");
    List<YamlNode> nodes = fields.list("rows");
    fields.end();
    if (stage.isEmpty()) {
      return Optional.empty();
    }
    List<RuleRow> rows = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlNode node : nodes) {
      YamlFields.of(node, "a row", diagnostics)
          .flatMap(row -> row(row, stage.get(), seen))
          .ifPresent(rows::add);
    }
    return id.isEmpty() || title.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Located<>(
                new DecisionTable(id.get().value(), stage.get(), title.get(), rows),
                id.get().span()));
  }

  private Optional<RuleRow> row(YamlFields fields, Stage stage, Set<String> seen) {
    Optional<Located<String>> id = fields.requiredText("id");
    id.ifPresent(
        written -> {
          RulePackReader.checkedId(written, "row", diagnostics);
          if (!seen.add(written.value())) {
            diagnostics.error(
                RuleCode.DUPLICATE_ROW,
                written.span(),
                "the row `" + written.value() + "` is already in this table");
          }
        });
    SortedMap<ConditionColumn, Cell> when = new TreeMap<>();
    for (Entry entry : fields.entries("when")) {
      column(entry.key(), stage)
          .ifPresent(
              column -> cell(column, entry.value()).ifPresent(cell -> when.put(column, cell)));
    }
    Optional<Effect> then =
        fields.requiredNode("then").isEmpty() ? Optional.empty() : effect(fields, stage);
    Optional<Bilingual> why = fields.requiredBilingual("why");
    fields.end();
    return id.isEmpty() || then.isEmpty() || why.isEmpty()
        ? Optional.empty()
        : Optional.of(new RuleRow(id.get(), when, then.get(), why.get()));
  }

  private Optional<ConditionColumn> column(Located<String> written, Stage stage) {
    List<ConditionColumn> columns = stage.conditionColumns();
    if (isOfLater(written, stage)) {
      return Optional.empty();
    }
    return words.known(
        RuleCode.UNKNOWN_COLUMN,
        written,
        "condition column of the stage " + stage.word(),
        word -> ConditionColumn.ofWord(word).filter(columns::contains),
        columns.stream().map(ConditionColumn::word).toList());
  }

  /** Whether a column asks for what a table of the stage cannot know; told if so. */
  private boolean isOfLater(Located<String> written, Stage stage) {
    boolean known =
        ConditionColumn.ofWord(written.value())
            .filter(stage.conditionColumns()::contains)
            .isPresent();
    Optional<LaterColumn> later = known ? Optional.empty() : LaterColumn.ofWord(written.value());
    later.ifPresent(
        column ->
            diagnostics.error(
                RuleCode.WITH_GRANT, written.span(), column.reason(written.value(), stage)));
    return later.isPresent();
  }

  private Optional<Cell> cell(ConditionColumn column, YamlNode node) {
    return switch (node) {
      case YamlScalar scalar when !scalar.isNull() ->
          value(column, scalar).map(value -> new Cell.OneOf(List.of(value)));
      case YamlScalar empty -> wrong(column, empty.span());
      case YamlList list -> oneOf(column, list);
      case YamlMap map -> comparison(column, map);
    };
  }

  private Optional<Cell> oneOf(ConditionColumn column, YamlList list) {
    List<String> values = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlScalar scalar && !scalar.isNull()) {
        value(column, scalar).ifPresent(values::add);
      } else {
        wrong(column, item.span());
      }
    }
    if (list.items().isEmpty()) {
      return wrong(column, list.span());
    }
    return values.size() == list.items().size()
        ? Optional.of(new Cell.OneOf(values))
        : Optional.empty();
  }

  private Optional<Cell> comparison(ConditionColumn column, YamlMap map) {
    if (map.entries().size() != 1
        || !(map.entries().getFirst().value() instanceof YamlScalar scalar)
        || scalar.isNull()) {
      return wrong(column, map.span());
    }
    String comparison = map.entries().getFirst().key().value();
    boolean anyText = column.words().isEmpty();
    if (anyText && comparison.equals("prefix")) {
      return value(column, scalar).map(Cell.Prefix::new);
    }
    if (anyText && comparison.equals("suffix")) {
      return value(column, scalar).map(Cell.Suffix::new);
    }
    if (column == ConditionColumn.SENSITIVITY && comparison.equals("atLeast")) {
      return words.sensitivity(scalar.located()).map(Cell.AtLeast::new);
    }
    return wrong(column, map.span());
  }

  private <T> Optional<T> wrong(ConditionColumn column, Span span) {
    diagnostics.error(
        RuleCode.CELL, span, "this is no condition for the column `" + column.word() + "`");
    return Optional.empty();
  }

  private Optional<String> value(ConditionColumn column, YamlScalar scalar) {
    String value = scalar.text();
    if (column.words().isPresent()) {
      Code code =
          column == ConditionColumn.CATEGORY || column == ConditionColumn.SENSITIVITY
              ? RuleCode.UNKNOWN_LABEL
              : RuleCode.UNKNOWN_WORD;
      return words.oneOf(code, scalar.located(), column.word(), column.words().get());
    }
    if (value.isEmpty()
        || value.length() > LONGEST_CELL
        || UNPRINTABLE.matcher(value).find()
        || !value.strip().equals(value)) {
      return wrong(column, scalar.span());
    }
    return Optional.of(value);
  }

  private Optional<Effect> effect(YamlFields row, Stage stage) {
    Optional<YamlFields> then = row.fields("then");
    if (then.isEmpty()) {
      return Optional.empty();
    }
    List<Entry> entries = row.entries("then");
    boolean known = true;
    for (Entry entry : entries) {
      known &=
          words
              .oneOf(
                  RuleCode.UNKNOWN_COLUMN,
                  entry.key(),
                  "decision column of the stage " + stage.word(),
                  stage.decisionColumns())
              .isPresent();
    }
    if (!known) {
      return Optional.empty();
    }
    if (entries.isEmpty()) {
      diagnostics.error(RuleCode.NO_DECISION, then.get().span(), "this row decides nothing");
      return Optional.empty();
    }
    return switch (stage) {
      case CLASSIFY -> classify(then.get());
      case OPEN -> open(then.get());
      case MASK -> mask(then.get());
      case INFLUENCE -> influence(then.get());
      case LIMIT -> limit(then.get());
    };
  }

  private Optional<Effect> classify(YamlFields then) {
    Optional<Located<String>> written = then.text("sensitivity");
    Optional<Sensitivity> sensitivity = written.flatMap(words::sensitivity);
    List<Located<String>> named = then.texts("category");
    List<String> categories = new ArrayList<>();
    for (Located<String> category : named) {
      words.category(category).ifPresent(categories::add);
    }
    boolean whole =
        written.isPresent() == sensitivity.isPresent() && named.size() == categories.size();
    boolean something = sensitivity.isPresent() || !categories.isEmpty();
    return decided(then, whole, something, () -> new Effect.Classify(sensitivity, categories));
  }

  private Optional<Effect> open(YamlFields then) {
    Optional<Located<String>> openWord = then.text("openness");
    Optional<Openness> openness = openWord.flatMap(words::openness);
    Optional<Located<String>> approvalWord = then.text("approval");
    Optional<Approval> approval = approvalWord.flatMap(words::approval);
    Optional<String> deny = then.text("deny").map(Located::value);
    boolean whole =
        openWord.isPresent() == openness.isPresent()
            && approvalWord.isPresent() == approval.isPresent();
    boolean something = openness.isPresent() || approval.isPresent() || deny.isPresent();
    return decided(then, whole, something, () -> new Effect.Open(openness, approval, deny));
  }

  private Optional<Effect> mask(YamlFields then) {
    Optional<Located<String>> written = then.requiredText("mask");
    Optional<String> mask =
        written.flatMap(
            name -> words.oneOf(RuleCode.UNKNOWN_MASK, name, "mask of this pack", masks));
    Optional<Located<String>> lifted = then.text("unless");
    Optional<String> unless =
        lifted.flatMap(
            name -> words.oneOf(RuleCode.UNKNOWN_SWITCH, name, "switch of this pack", switches));
    boolean nothingToLift = lifted.isPresent() && mask.filter("none"::equals).isPresent();
    if (nothingToLift) {
      diagnostics.error(
          RuleCode.CELL, lifted.get().span(), "a switch cannot lift a mask that hides nothing");
    }
    if (mask.isEmpty() || nothingToLift || lifted.isPresent() != unless.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new Effect.Mask(mask.get(), unless));
  }

  private Optional<Effect> influence(YamlFields then) {
    return then.requiredText("influence").flatMap(words::answer).map(Effect.Influence::new);
  }

  private Optional<Effect> limit(YamlFields then) {
    return then.requiredText("limit")
        .flatMap(
            name ->
                words.oneOf(RuleCode.UNKNOWN_LIMIT, name, "class of limits of this pack", limits))
        .map(Effect.Limit::new);
  }

  private Optional<Effect> decided(
      YamlFields then, boolean whole, boolean something, Supplier<Effect> effect) {
    if (whole && !something) {
      diagnostics.error(RuleCode.NO_DECISION, then.span(), "this row decides nothing");
    }
    return whole && something ? Optional.of(effect.get()) : Optional.empty();
  }
}
