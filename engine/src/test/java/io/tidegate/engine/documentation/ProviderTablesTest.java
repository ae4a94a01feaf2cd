package io.tidegate.engine.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.explain.Golden;
import io.tidegate.route.definition.Area;
import io.tidegate.route.definition.Combination.Strategy;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.parse.RouteSubset;
import io.tidegate.route.script.ScriptLimits;
import io.tidegate.route.script.ScriptParser;
import io.tidegate.route.script.ScriptReference;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the provider's pages list is what the compiler accepts. */
class ProviderTablesTest {
  private static final String GUIDE = "docs/provider/README.md";
  private static final String SCRIPTS = "docs/provider/scripts.md";

  @Test
  void theRouteSubsetIsTheOneTheParserReads() throws IOException {
    Golden.check(Page.ROOT.resolve("docs/provider/route-subset.md"), subsetPage());
  }

  @Test
  void theAreasAreThoseOfThePaths() throws IOException {
    StringBuilder table =
        new StringBuilder("| Area | In the path | 中文 | English |\n|---|---|---|---|\n");
    for (Area area : Area.values()) {
      table
          .append("| `")
          .append(area.word())
          .append("` | `/api/")
          .append(area.segment())
          .append("/` | ")
          .append(area.title().zh())
          .append(" | ")
          .append(area.title().en())
          .append(" |\n");
    }
    GeneratedPart.check(GUIDE, "areas", table.toString());
  }

  private static RulePack samplePack() {
    return RulePackReader.read(Page.ROOT.resolve("samples/rules")).value().orElseThrow();
  }

  @Test
  void theClassesOfLimitsAreThoseOfTheSamplePack() throws IOException {
    StringBuilder table =
        new StringBuilder("| Class | Per second | Burst | Per day |\n|---|---|---|---|\n");
    for (LimitClass limitClass : samplePack().limits().values()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %d | %,d |%n",
              limitClass.name(),
              limitClass.perSecond(),
              limitClass.burst(),
              limitClass.perDay()));
    }
    GeneratedPart.check(GUIDE, "limits", table.toString());
  }

  @Test
  void theFormatsAreThoseOfTheGateway() throws IOException {
    StringBuilder table = new StringBuilder("| Format | What a value must be |\n|---|---|\n");
    for (ParameterFormat format : ParameterFormat.values()) {
      table.append("| `").append(format.word()).append("` | ").append(form(format)).append(" |\n");
    }
    GeneratedPart.check(GUIDE, "formats", table.toString());
  }

  /** A new format does not compile before it is explained. */
  private static String form(ParameterFormat format) {
    return switch (format) {
      case ENTRY_ID ->
          "customs declaration number, 18 places: office 4, year 4, direction `0`, `1`, `I` or `E`, serial 9";
      case USCI ->
          "unified social credit code, 18 places; the check digits in places 17 and 18 must be right";
      case ISO6346 ->
          "container number, 4 capital letters and 7 digits; the check digit must be right";
      case IMO -> "vessel number of the IMO, 7 digits; the check digit must be right";
      case HS_CODE ->
          "commodity code of 2, 4, 6, 8 or 10 digits that begins with a chapter there is";
      case CODE -> "letters, digits, `-`, `_` and `.`";
    };
  }

  @Test
  void theFunctionsAreThoseOnTheList() throws IOException {
    Map<String, TreeSet<String>> byKind = new TreeMap<>();
    try (InputStream in = PgGrammar.class.getResourceAsStream("functions.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" {2,}"))
          .forEach(
              columns ->
                  byKind
                      .computeIfAbsent(columns[0], kind -> new TreeSet<>())
                      .add(columns[1].replaceAll("\\(.*", "")));
    }
    assertThat(byKind.keySet()).containsExactly("aggregate", "ordered", "rows", "scalar", "window");
    StringBuilder table = new StringBuilder("| Kind | Functions |\n|---|---|\n");
    for (String kind : List.of("scalar", "aggregate", "ordered", "window", "rows")) {
      table
          .append("| ")
          .append(kind)
          .append(" | ")
          .append(
              byKind.get(kind).stream()
                  .map(name -> "`" + name + "`")
                  .collect(Collectors.joining(" ")))
          .append(" |\n");
    }
    GeneratedPart.check(GUIDE, "functions", table.toString());
  }

  @Test
  void theFormsOfScriptsAreThoseThatAreRead() throws IOException {
    StringBuilder table = new StringBuilder("| Form | What it is | Depends on |\n|---|---|---|\n");
    for (ScriptReference.Construct construct : ScriptReference.constructs()) {
      table
          .append("| ")
          .append(cell(construct.form()))
          .append(" | ")
          .append(cell(construct.type()))
          .append(" | ")
          .append(construct.lineage())
          .append(" |\n");
    }
    GeneratedPart.check(SCRIPTS, "constructs", table.toString());
  }

  @Test
  void theFunctionsOfScriptsAreThoseOnTheirList() throws IOException {
    assertThat(ScriptReference.functions()).hasSizeGreaterThan(90);
    StringBuilder table =
        new StringBuilder("| On | Function | Gives | What |\n|---|---|---|---|\n");
    for (ScriptReference.Function function : ScriptReference.functions()) {
      table
          .append("| ")
          .append(function.receiver())
          .append(" | `")
          .append(function.form())
          .append("` | ")
          .append(function.result())
          .append(" | ")
          .append(function.meaning())
          .append(" |\n");
    }
    GeneratedPart.check(SCRIPTS, "functions", table.toString());
  }

  @Test
  void theLimitsOfScriptsAreThoseThatHold() throws IOException {
    ScriptLimits limits = ScriptLimits.DEFAULT;
    String table =
        "| Limit | At most |\n|---|---|\n"
            + "| length of a script | %,d characters, %,d words and signs |\n"
                .formatted(ScriptParser.MAX_LENGTH, ScriptParser.MAX_PARTS)
            + "| `<`, `>`, `=` and `as` in a script | %,d |\n".formatted(ScriptParser.MAX_COSTLY)
            + "| nesting of a script | %,d |\n".formatted(ScriptParser.MAX_DEPTH)
            + "| steps of a run | %,d |\n".formatted(limits.fuel())
            + "| time of a run | %,d ms |\n".formatted(limits.time().toMillis())
            + "| length of a text | %,d characters |\n".formatted(limits.textLength())
            + "| elements of a list | %,d |\n".formatted(limits.listSize());
    GeneratedPart.check(SCRIPTS, "limits", table);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String subsetPage() {
    StringBuilder page = new StringBuilder();
    page.append("# The accepted route subset\n\n");
    page.append(
        "A route is written in Camel's YAML. Tidegate reads it itself and accepts the steps of this table, nothing\n");
    page.append(
        "else: whatever is not here is refused with `ROUTE-STEP`, `ROUTE-URI` or `ROUTE-OPTION`. The page is written by a\n");
    page.append("test from the table the parser reads (`-Dgolden=update`).\n");
    for (RouteSubset.Step step : RouteSubset.steps()) {
      page.append("\n## `").append(step.name()).append('`');
      if (!step.endpoint().isEmpty()) {
        page.append(" with `uri: ")
            .append(step.endpoint().equals("direct") ? "direct:name" : step.endpoint())
            .append('`');
      }
      page.append("\n\n").append(sentence(step.meaning().en())).append('\n');
      if (!step.options().isEmpty()) {
        page.append("\n| Option | Must be there | What |\n|---|---|---|\n");
        for (RouteSubset.Option option : step.options()) {
          page.append("| `")
              .append(option.name())
              .append("` | ")
              .append(option.required() ? "yes" : "no")
              .append(" | ")
              .append(option.meaning().en())
              .append(" |\n");
        }
      }
    }
    page.append(
        "\n## `aggregationStrategy`\n\n| Strategy | What it makes of the branches |\n|---|---|\n");
    for (Strategy strategy : Strategy.values()) {
      page.append("| `").append(strategy.word()).append("` | ").append(strategy.meaning());
      page.append(" |\n");
    }
    return page.toString();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }
}
