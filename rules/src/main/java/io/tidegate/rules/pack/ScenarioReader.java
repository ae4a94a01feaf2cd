package io.tidegate.rules.pack;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.fact.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file of scenarios: facts under {@code given}, in the columns of the tables, and under
 * {@code expect} what must be decided about them. A fact that is left out is the one that is
 * decided against the caller: no text, an unknown sensitivity, closed.
 */
final class ScenarioReader {
  private final List<String> masks;
  private final List<String> switches;
  private final List<String> limits;
  private final Diagnostics diagnostics;
  private final Words words;
  private final Set<String> seen = new HashSet<>();

  ScenarioReader(
      List<String> masks, List<String> switches, List<String> limits, Diagnostics diagnostics) {
    this.masks = masks;
    this.switches = switches;
    this.limits = limits;
    this.diagnostics = diagnostics;
    this.words = new Words(diagnostics);
  }

  /** The scenarios of one file that could be read. */
  List<Scenario> scenarios(YamlFields fields) {
    List<Scenario> scenarios = new ArrayList<>();
    for (YamlNode node : fields.list("scenarios")) {
      YamlFields.of(node, "a scenario", diagnostics)
          .flatMap(this::scenario)
          .ifPresent(scenarios::add);
    }
    fields.end();
    return scenarios;
  }

  private Optional<Scenario> scenario(YamlFields fields) {
    Optional<Located<String>> id = fields.requiredText("id");
    id.ifPresent(
        written -> {
          RulePackReader.checkedId(written, "scenario", diagnostics);
          if (!seen.add(written.value())) {
            diagnostics.error(
                RuleCode.DUPLICATE_SCENARIO,
                written.span(),
                "the scenario `" + written.value() + "` is already in the pack");
          }
        });
    Optional<Bilingual> title = fields.requiredBilingual("title");
    Optional<YamlFields> given = fields.requiredFields("given");
    Optional<YamlFields> expect = fields.requiredFields("expect");
    fields.end();
    Optional<Facts> facts = given.flatMap(this::facts);
    List<Claim> claims = expect.map(this::claims).orElse(List.of());
    if (expect.isPresent() && claims.isEmpty() && !diagnostics.hasErrors()) {
      diagnostics.error(RuleCode.NO_DECISION, expect.get().span(), "this scenario expects nothing");
    }
    return id.isEmpty() || title.isEmpty() || facts.isEmpty() || claims.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Scenario(
                id.get(),
                title.get(),
                facts.get().service(),
                facts.get().field(),
                facts.get().purpose(),
                facts.get().level(),
                claims));
  }

  private record Facts(
      ServiceFact service, FieldFact field, Purpose purpose, OrganisationLevel level) {}

  private Optional<Facts> facts(YamlFields given) {
    Optional<Located<String>> field = given.requiredText("field");
    String label = text(given, "label");
    String resource = text(given, "resource");
    String schema = text(given, "schema");
    String area = text(given, "area");
    String format = text(given, "format");
    String service = text(given, "service");
    FieldType type =
        given
            .text("type")
            .flatMap(
                written ->
                    words.known(
                        RuleCode.UNKNOWN_WORD,
                        written,
                        "type",
                        FieldType::ofWord,
                        ConditionColumn.TYPE.words().orElseThrow()))
            .orElse(FieldType.STRING);
    Optional<Sensitivity> sensitivity =
        given
            .text("sensitivity")
            .filter(written -> !written.value().equals(ConditionColumn.UNKNOWN))
            .flatMap(words::sensitivity);
    List<String> categories =
        given.texts("category").stream().flatMap(word -> words.category(word).stream()).toList();
    List<String> detected =
        given.texts("detector").stream().flatMap(word -> words.detection(word).stream()).toList();
    Openness openness = given.text("openness").flatMap(words::openness).orElse(Openness.CLOSED);
    Purpose purpose =
        given
            .text("purpose")
            .flatMap(word -> words.ofEnum(word, "purpose", Purpose.values()))
            .orElse(Purpose.UNSTATED);
    OrganisationLevel level =
        given
            .text("organisation-level")
            .flatMap(word -> words.ofEnum(word, "organisation-level", OrganisationLevel.values()))
            .orElse(OrganisationLevel.UNRATED);
    given.end();
    return field.map(
        name ->
            new Facts(
                new ServiceFact(service, area, openness),
                new FieldFact(
                    new ColumnId("scenario", schema, resource, name.value()),
                    resource,
                    area,
                    new Bilingual(label, ""),
                    type,
                    format,
                    Optional.empty(),
                    sensitivity,
                    categories,
                    detected,
                    openness),
                purpose,
                level));
  }

  private static String text(YamlFields given, String key) {
    return given.text(key).map(Located::value).orElse("");
  }

  private List<Claim> claims(YamlFields expect) {
    List<Claim> claims = new ArrayList<>();
    expect
        .text("sensitivity")
        .filter(
            written ->
                written.value().equals(ConditionColumn.UNKNOWN)
                    || words.sensitivity(written).isPresent())
        .ifPresent(written -> claims.add(new Claim.Sensitivity(written)));
    if (expect.has("category")) {
      List<Located<String>> named = expect.texts("category");
      List<String> categories =
          named.stream().flatMap(word -> words.category(word).stream()).sorted().toList();
      claims.add(new Claim.Categories(new Located<>(categories, expect.span("category"))));
    }
    expect
        .text("openness")
        .filter(written -> words.openness(written).isPresent())
        .ifPresent(written -> claims.add(new Claim.Openness(written)));
    expect
        .text("approval")
        .filter(written -> words.approval(written).isPresent())
        .ifPresent(written -> claims.add(new Claim.Approval(written)));
    expect
        .text("limit")
        .filter(
            written ->
                words
                    .oneOf(RuleCode.UNKNOWN_LIMIT, written, "class of limits of this pack", limits)
                    .isPresent())
        .ifPresent(written -> claims.add(new Claim.Limit(written)));
    for (Entry entry : expect.entries("mask")) {
      words
          .ofEnum(entry.key(), "relation", Relation.values())
          .flatMap(relation -> mask(relation, entry.value()))
          .ifPresent(claims::add);
    }
    for (YamlNode node : expect.list("influence")) {
      YamlFields.of(node, "an influence", diagnostics)
          .flatMap(this::influence)
          .ifPresent(claims::add);
    }
    expect
        .text("refused")
        .filter(
            written ->
                words
                    .oneOf(
                        RuleCode.UNKNOWN_WORD,
                        written,
                        "code of a diagnostic of rules",
                        Arrays.stream(RuleCode.values()).map(RuleCode::id).toList())
                    .isPresent())
        .ifPresent(written -> claims.add(new Claim.Refused(written)));
    expect.end();
    return claims;
  }

  /** A mask's name, or {@code { mask: …, unless: … }} as rows have it. */
  private Optional<Claim> mask(Relation relation, YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return named(scalar.located())
          .map(mask -> new Claim.Mask(relation, scalar.located(), Optional.empty()));
    }
    Optional<YamlFields> fields = YamlFields.of(node, "a mask", diagnostics);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<Located<String>> mask = fields.get().requiredText("mask");
    Optional<Located<String>> unless = fields.get().requiredText("unless");
    fields.get().end();
    boolean known =
        mask.flatMap(this::named).isPresent()
            && unless
                .flatMap(
                    name ->
                        words.oneOf(RuleCode.UNKNOWN_SWITCH, name, "switch of this pack", switches))
                .isPresent();
    return known
        ? Optional.of(new Claim.Mask(relation, mask.get(), unless.map(Located::value)))
        : Optional.empty();
  }

  private Optional<String> named(Located<String> mask) {
    return words.oneOf(RuleCode.UNKNOWN_MASK, mask, "mask of this pack", masks);
  }

  private Optional<Claim> influence(YamlFields fields) {
    List<Located<String>> kinds = fields.texts("where");
    List<Located<String>> probes = fields.texts("probe");
    Optional<Located<String>> written = fields.requiredText("influence");
    fields.end();
    List<String> places =
        kinds.stream()
            .flatMap(
                kind ->
                    words
                        .oneOf(
                            RuleCode.UNKNOWN_WORD,
                            kind,
                            "where",
                            ConditionColumn.WHERE.words().orElseThrow())
                        .stream())
            .map(
                word ->
                    Vocabulary.INFLUENCES.get(
                        ConditionColumn.WHERE.words().orElseThrow().indexOf(word)))
            .toList();
    List<Boolean> asked =
        probes.stream()
            .flatMap(
                probe ->
                    words
                        .oneOf(
                            RuleCode.UNKNOWN_WORD,
                            probe,
                            "probe",
                            ConditionColumn.PROBE.words().orElseThrow())
                        .stream())
            .map(Boolean::valueOf)
            .toList();
    Optional<Boolean> allowed = written.flatMap(words::answer);
    return allowed.isEmpty() || places.size() < kinds.size() || asked.size() < probes.size()
        ? Optional.empty()
        : Optional.of(
            new Claim.Influence(
                kinds.isEmpty() ? Vocabulary.INFLUENCES : places,
                probes.isEmpty() ? List.of(false, true) : asked,
                new Located<>(allowed.get(), written.get().span())));
  }

  /** Whether a file holds scenarios and not a table. */
  static boolean isFor(YamlNode node) {
    return node instanceof YamlMap map && map.get("scenarios").isPresent();
  }
}
