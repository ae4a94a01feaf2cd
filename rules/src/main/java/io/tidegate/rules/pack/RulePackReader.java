package io.tidegate.rules.pack;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.rules.fact.LeastParties;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.mask.RefusedMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a rule pack: {@code pack.yaml} with id, version, title, masks and switches, one file for
 * each decision table, files of scenarios, and rules written by hand in files {@code .drl}.
 * Everything wrong with all files is told at once.
 */
public final class RulePackReader {
  /** The file that says what the pack is. */
  public static final String PACK_FILE = "pack.yaml";

  /** How the name of a file with rules written by hand ends. */
  public static final String EXPERT_ENDING = ".drl";

  private static final String YAML_ENDING = ".yaml";

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
  private static final Pattern VERSION =
      Pattern.compile("(?:0|[1-9]\\d{0,5})(?:\\.(?:0|[1-9]\\d{0,5})){2}");
  private static final Pattern SWITCH = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*");
  private static final Pattern LIMIT = Pattern.compile("[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*");
  private static final int MOST_PER_SECOND = 1_000_000;
  private static final Pattern MASK = Pattern.compile("M(?:-[A-Z0-9]+)+");
  private static final int LONGEST_NAME = 64;

  private final Diagnostics diagnostics = new Diagnostics();

  private RulePackReader() {}

  /** Reads the files that lie directly in a folder. */
  public static Outcome<RulePack> read(Path folder) {
    Outcome<List<SourceText>> sources = files(folder);
    return sources.isRefused()
        ? new Outcome<>(Optional.empty(), sources.diagnostics())
        : read(sources.value().orElseThrow());
  }

  /** Reads files that were loaded already; a file is known by the end of its name. */
  public static Outcome<RulePack> read(List<SourceText> sources) {
    return read(sources, List.of());
  }

  /**
   * Reads a pack of which some tables were not written as YAML but as the same tree.
   *
   * @param tables the roots of tables, whose spans say where their parts were written
   */
  public static Outcome<RulePack> read(List<SourceText> sources, List<YamlNode> tables) {
    return new RulePackReader().pack(sources, tables);
  }

  /** The texts of a pack's folder: YAML and rules written by hand, sorted by name. */
  public static Outcome<List<SourceText>> files(Path folder) {
    Diagnostics diagnostics = new Diagnostics();
    List<SourceText> sources = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          entries
              .filter(file -> isOfPack(file.getFileName().toString()))
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .toList();
      for (Path file : files) {
        YamlReader.decode(file.getFileName().toString(), Files.readAllBytes(file), diagnostics)
            .ifPresent(sources::add);
      }
    } catch (IOException e) {
      diagnostics.error(
          RuleCode.UNREADABLE,
          new SourceText(folder.toString(), "").all(),
          "the folder of the rule pack cannot be read");
    }
    return Outcome.of(List.copyOf(sources), diagnostics);
  }

  private static boolean isOfPack(String name) {
    return name.endsWith(YAML_ENDING) || name.endsWith(EXPERT_ENDING);
  }

  private Outcome<RulePack> pack(List<SourceText> given, List<YamlNode> otherTables) {
    List<SourceText> sources =
        given.stream().sorted(Comparator.comparing(SourceText::name)).toList();
    Map<Boolean, List<SourceText>> parts =
        sources.stream().collect(Collectors.partitioningBy(RulePackReader::isPackFile));
    if (parts.get(true).size() != 1) {
      SourceText place =
          parts.get(true).isEmpty() ? new SourceText(PACK_FILE, "") : parts.get(true).get(1);
      diagnostics.error(
          RuleCode.NO_PACK,
          place.span(0, 0),
          "the pack has " + parts.get(true).size() + " files `" + PACK_FILE + "`");
      return Outcome.refused(diagnostics);
    }
    Optional<Head> head = read(parts.get(true).getFirst()).flatMap(this::root).map(this::head);
    List<String> masks = head.map(Head::maskNames).orElseGet(RulePackReader::builtIn);
    List<String> switches = head.map(Head::switches).orElseGet(List::of);
    List<String> limits = head.map(Head::limitNames).orElseGet(List::of);
    TableReader tableReader = new TableReader(masks, switches, limits, diagnostics);
    List<String> expected = new ArrayList<>(limits);
    expected.add(LimitClass.LEAST.name());
    ScenarioReader scenarioReader = new ScenarioReader(masks, switches, expected, diagnostics);
    List<Scenario> scenarios = new ArrayList<>();
    List<YamlNode> tableNodes = new ArrayList<>(otherTables);
    Map<String, Located<String>> expert = new LinkedHashMap<>();
    for (SourceText source : parts.get(false)) {
      if (source.name().endsWith(EXPERT_ENDING)) {
        expert(source, expert);
        continue;
      }
      Optional<YamlNode> node = read(source);
      if (node.filter(ScenarioReader::isFor).isPresent()) {
        root(node.get()).ifPresent(fields -> scenarios.addAll(scenarioReader.scenarios(fields)));
      } else {
        node.ifPresent(tableNodes::add);
      }
    }
    Map<String, DecisionTable> tables = new LinkedHashMap<>();
    for (YamlNode node : tableNodes) {
      root(node).flatMap(tableReader::table).ifPresent(table -> add(table, expert, tables));
    }
    if (diagnostics.hasErrors() || head.isEmpty()) {
      return Outcome.refused(diagnostics);
    }
    Head found = head.get();
    return Outcome.of(
        new RulePack(
            found.id(),
            found.version(),
            found.title(),
            found.switches(),
            found.masks(),
            found.limits(),
            found.leastParties(),
            List.copyOf(tables.values()),
            expert.entrySet().stream()
                .map(rules -> new ExpertRules(rules.getKey(), rules.getValue()))
                .toList(),
            scenarios),
        diagnostics);
  }

  private void add(
      Located<DecisionTable> table,
      Map<String, Located<String>> expert,
      Map<String, DecisionTable> tables) {
    String id = table.value().id();
    boolean taken = expert.containsKey(id);
    if (tables.putIfAbsent(id, table.value()) != null || taken) {
      diagnostics.error(
          RuleCode.DUPLICATE_TABLE,
          table.span(),
          taken
              ? "the table `" + id + "` has the name of the rules in `" + id + EXPERT_ENDING + "`"
              : "the table `" + id + "` is already in the pack");
    }
  }

  private void expert(SourceText source, Map<String, Located<String>> expert) {
    String file = source.name().substring(source.name().lastIndexOf('/') + 1);
    String id = file.substring(0, file.length() - EXPERT_ENDING.length());
    checkedName(new Located<>(id, source.span(0, 0)), ID, "file of rules", diagnostics);
    if (expert.putIfAbsent(id, new Located<>(source.text(), source.all())) != null) {
      diagnostics.error(
          RuleCode.DUPLICATE_TABLE,
          source.span(0, 0),
          "the rules `" + file + "` are already in the pack");
    }
  }

  private static boolean isPackFile(SourceText source) {
    return source.name().equals(PACK_FILE) || source.name().endsWith("/" + PACK_FILE);
  }

  private Optional<YamlNode> read(SourceText source) {
    return YamlReader.read(source, diagnostics);
  }

  private Optional<YamlFields> root(YamlNode node) {
    return YamlFields.of(node, "the file", diagnostics);
  }

  /** What {@code pack.yaml} says; where it is wrong, empty texts stand beside an error. */
  private record Head(
      String id,
      String version,
      Bilingual title,
      List<String> switches,
      SortedMap<String, MaskSpec> masks,
      List<String> maskNames,
      SortedMap<String, LimitClass> limits,
      List<String> limitNames,
      LeastParties leastParties) {}

  private Head head(YamlFields fields) {
    String id = name(fields.requiredText("pack"), ID, "pack id");
    String version = name(fields.requiredText("version"), VERSION, "version");
    Bilingual title = fields.requiredBilingual("title").orElse(new Bilingual("", ""));
    List<String> switches = new ArrayList<>();
    for (Located<String> written : fields.texts("switches")) {
      switches.add(name(Optional.of(written), SWITCH, "switch"));
    }
    SortedMap<String, MaskSpec> masks = new TreeMap<>();
    List<String> maskNames = new ArrayList<>(builtIn());
    for (Entry entry : fields.entries("masks")) {
      maskNames.add(entry.key().value());
      mask(entry.key(), entry.value()).ifPresent(mask -> masks.put(mask.name(), mask));
    }
    SortedMap<String, LimitClass> limits = new TreeMap<>();
    List<String> limitNames = new ArrayList<>();
    for (Entry entry : fields.entries("limits")) {
      limitNames.add(entry.key().value());
      limit(entry.key(), entry.value()).ifPresent(limit -> limits.put(limit.name(), limit));
    }
    LeastParties leastParties =
        fields.node("statistics").map(this::leastParties).orElse(LeastParties.DEFAULT);
    fields.end();
    return new Head(
        id, version, title, switches, masks, maskNames, limits, limitNames, leastParties);
  }

  private LeastParties leastParties(YamlNode node) {
    Optional<YamlFields> fields = YamlFields.of(node, "`statistics`", diagnostics);
    if (fields.isEmpty()) {
      return LeastParties.DEFAULT;
    }
    fields.get().requiredNode("least");
    int least =
        fields
            .get()
            .integer("least", LeastParties.FEWEST, LeastParties.MOST)
            .orElse(LeastParties.DEFAULT.conditional());
    int unconditional = fields.get().integer("unconditional", 1, LeastParties.MOST).orElse(least);
    fields.get().end();
    return new LeastParties(least, unconditional);
  }

  private Optional<LimitClass> limit(Located<String> name, YamlNode node) {
    boolean named = LIMIT.matcher(name.value()).matches() && name.value().length() <= LONGEST_NAME;
    if (!named || name.value().equals(LimitClass.LEAST.name())) {
      diagnostics.error(
          RuleCode.LIMIT_CLASS,
          name.span(),
          "`" + name.value() + "` cannot be the name of a class of limits");
      return Optional.empty();
    }
    Optional<YamlFields> fields = YamlFields.of(node, "`" + name.value() + "`", diagnostics);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt perSecond = number(fields.get(), "perSecond", MOST_PER_SECOND);
    OptionalInt burst = number(fields.get(), "burst", MOST_PER_SECOND);
    OptionalInt perDay = number(fields.get(), "perDay", Integer.MAX_VALUE);
    fields.get().end();
    if (perSecond.isEmpty() || burst.isEmpty() || perDay.isEmpty()) {
      return Optional.empty();
    }
    if (burst.getAsInt() < perSecond.getAsInt()) {
      diagnostics.error(
          RuleCode.LIMIT_CLASS,
          fields.get().span("burst"),
          "the burst of `" + name.value() + "` is less than what a second allows");
      return Optional.empty();
    }
    return Optional.of(
        new LimitClass(name.value(), perSecond.getAsInt(), burst.getAsInt(), perDay.getAsInt()));
  }

  private static OptionalInt number(YamlFields fields, String key, int most) {
    return fields.requiredNode(key).isEmpty() ? OptionalInt.empty() : fields.integer(key, 1, most);
  }

  private static List<String> builtIn() {
    return MaskSpec.BUILT_IN.stream().map(MaskSpec::name).toList();
  }

  private Optional<MaskSpec> mask(Located<String> name, YamlNode node) {
    if (builtIn().contains(name.value())) {
      diagnostics.error(
          RuleCode.MASK_RESERVED,
          name.span(),
          "the mask `" + name.value() + "` is built in and cannot be redefined");
      return Optional.empty();
    }
    name(Optional.of(name), MASK, "mask");
    Optional<YamlFields> fields = YamlFields.of(node, "`" + name.value() + "`", diagnostics);
    Optional<Located<String>> written = fields.flatMap(f -> f.requiredText("kind"));
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<MaskKind> kind = MaskKind.ofWord(written.get().value());
    Optional<RefusedMask> refused = RefusedMask.ofWord(written.get().value());
    if (refused.isPresent()) {
      diagnostics.error(
          RuleCode.MASK_REFUSED,
          written.get().span(),
          "a mask of the kind `"
              + written.get().value()
              + "` is refused: "
              + refused.get().reason(),
          refused.get().help());
      return Optional.empty();
    }
    if (kind.isEmpty()) {
      diagnostics.unknown(
          RuleCode.MASK_KIND,
          written.get().span(),
          "`" + written.get().value() + "` is no kind of mask",
          written.get().value(),
          Arrays.stream(MaskKind.values()).map(MaskKind::word).toList());
      return Optional.empty();
    }
    if (kind.get() == MaskKind.NONE) {
      diagnostics.error(
          RuleCode.MASK_KIND,
          written.get().span(),
          "the mask `" + name.value() + "` hides nothing",
          "use `none` itself in the tables, so that what is shown can be seen there");
      return Optional.empty();
    }
    SortedMap<String, String> parameters = new TreeMap<>();
    kind.get()
        .parameters()
        .forEach(
            parameter -> {
              List<Located<String>> values = fields.get().texts(parameter.name());
              if (!values.isEmpty()) {
                parameters.put(
                    parameter.name(),
                    values.stream().map(Located::value).collect(Collectors.joining(",")));
              }
            });
    fields.get().end();
    List<String> problems = MaskSpec.problems(kind.get(), parameters);
    for (String problem : problems) {
      diagnostics.error(
          RuleCode.MASK_PARAMETER,
          fields.get().span(),
          "the mask `" + name.value() + "` cannot be made: " + problem);
    }
    return problems.isEmpty()
        ? Optional.of(new MaskSpec(name.value(), kind.get(), parameters))
        : Optional.empty();
  }

  private String name(Optional<Located<String>> written, Pattern shape, String what) {
    return written.map(text -> checkedName(text, shape, what, diagnostics)).orElse("");
  }

  static String checkedId(Located<String> written, String what, Diagnostics diagnostics) {
    return checkedName(written, ID, what, diagnostics);
  }

  private static String checkedName(
      Located<String> written, Pattern shape, String what, Diagnostics diagnostics) {
    String name = written.value();
    if (name.length() > LONGEST_NAME || !shape.matcher(name).matches()) {
      diagnostics.error(
          RuleCode.NAME, written.span(), "`" + name + "` cannot be the name of a " + what);
    }
    return name;
  }
}
