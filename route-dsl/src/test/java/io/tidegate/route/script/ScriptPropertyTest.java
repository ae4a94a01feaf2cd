package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Over many random scripts: what a value depends on when it is run is in the lineage it was typed
 * with, it has the type it was typed with, and a run ends with a value or a fault.
 */
class ScriptPropertyTest {
  private static final long SEED = 20_260_101L;
  private static final int SCRIPTS = 1_000;

  /** What the inputs are made of; each is the name of an output of a read. */
  private static final List<String> ORIGINS =
      List.of(
          "code", "name", "qty", "price", "open", "day", "at", "tag", "tags", "port", "city",
          "present", "rows", "rate");

  private static final Layout GOODS =
      Layout.of(List.of("code", "name", "qty", "price", "open", "day", "at", "tags", "port"));
  private static final Layout PORT = Layout.of(List.of("id", "city"));
  private static final Layout HEADERS = Layout.of(List.of("limit", "word"));
  private static final Layout VARIABLES = Layout.of(List.of("rate", "extra", "none"));

  @Test
  void lineageHoldsWhatIsSeenToFlow() {
    RandomScripts scripts = new RandomScripts(SEED);
    Random random = new Random(SEED);
    int typed = 0;
    int pairs = 0;
    int differences = 0;
    for (int i = 0; i < SCRIPTS; i++) {
      String text = scripts.next();
      Script script = Scripts.accepted(text);
      Outcome<Shape> outcome = ScriptTyper.shape(script, Scripts.shapes());
      if (outcome.isRefused()) {
        continue;
      }
      typed++;
      Shape shape = outcome.value().orElseThrow();
      Map<String, Long> seeds = new TreeMap<>();
      ORIGINS.forEach(origin -> seeds.put(origin, random.nextLong()));
      Object before = run(script, values(seeds));
      if (before instanceof ScriptFault) {
        continue;
      }
      conforms(shape, before, text);
      for (String origin : ORIGINS) {
        Map<String, Long> others = new TreeMap<>(seeds);
        others.put(origin, random.nextLong());
        Object after = run(script, values(others));
        if (after instanceof ScriptFault) {
          continue;
        }
        pairs++;
        conforms(shape, after, text);
        differences += depends(shape, before, after, Set.of(), origin, "", text) ? 1 : 0;
      }
    }
    // otherwise the test would have looked at little
    assertThat(typed).isGreaterThan(SCRIPTS * 6 / 10);
    assertThat(pairs).isGreaterThan(10_000);
    assertThat(differences).isGreaterThan(1_000);
  }

  /** The test itself notices a lineage that lacks something. */
  @Test
  void aLineageThatLacksAnOriginIsNoticed() {
    Script script = Scripts.accepted("[n: body.findAll { it.qty > 3 }.size()]");
    Shape right = ScriptTyper.shape(script, Scripts.shapes()).value().orElseThrow();
    Shape wrong =
        new Fields(
            List.of(new Shape.Member("n", Value.of(FieldType.INTEGER, false, Lineage.NONE))),
            false,
            Lineage.NONE);
    Random random = new Random(1);
    int noticed = 0;
    for (int i = 0; i < 50; i++) {
      Map<String, Long> seeds = new TreeMap<>();
      ORIGINS.forEach(origin -> seeds.put(origin, random.nextLong()));
      Object before = run(script, values(seeds));
      seeds.put("qty", random.nextLong());
      Object after = run(script, values(seeds));
      depends(right, before, after, Set.of(), "qty", "", "");
      try {
        depends(wrong, before, after, Set.of(), "qty", "", "");
      } catch (AssertionError seen) {
        noticed++;
      }
    }
    assertThat(noticed).isGreaterThan(10);
  }

  private static Object run(Script script, Map<String, Object> values) {
    try {
      return ScriptRun.run(script, values, Scripts.LIMITS);
    } catch (ScriptFault fault) {
      return fault;
    }
  }

  /** Whether the two differ; where they do, the origin must be known to be able to make them. */
  private static boolean depends(
      Shape shape,
      Object one,
      Object other,
      Set<String> around,
      String origin,
      String path,
      String script) {
    return switch (shape) {
      case Value value -> {
        boolean differ = !Objects.equals(one, other);
        if (differ) {
          told(value.lineage(), around, origin, path, script);
        }
        yield differ;
      }
      case Missing missing -> false;
      case Fields fields -> {
        if (one == null || other == null) {
          boolean differ = one != other;
          if (differ) {
            told(fields.presence(), around, origin, path, script);
          }
          yield differ;
        }
        boolean differ = false;
        for (int i = 0; i < fields.members().size(); i++) {
          Shape.Member member = fields.members().get(i);
          differ |=
              depends(
                  member.shape(),
                  ((DataRecord) one).value(member.name()),
                  ((DataRecord) other).value(member.name()),
                  with(around, fields.presence()),
                  origin,
                  path + "." + member.name(),
                  script);
        }
        yield differ;
      }
      case Listing listing -> {
        if (one == null || other == null) {
          boolean differ = one != other;
          if (differ) {
            told(listing.order(), around, origin, path, script);
          }
          yield differ;
        }
        List<?> first = (List<?>) one;
        List<?> second = (List<?>) other;
        boolean differ = first.size() != second.size();
        if (differ) {
          told(listing.order(), around, origin, path, script);
        }
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
          differ |=
              depends(
                  listing.element(),
                  first.get(i),
                  second.get(i),
                  with(around, listing.order()),
                  origin,
                  path + "[]",
                  script);
        }
        yield differ;
      }
    };
  }

  private static Set<String> with(Set<String> around, Lineage lineage) {
    Set<String> all = new TreeSet<>(around);
    lineage.all().stream().map(Origin::read).forEach(all::add);
    return all;
  }

  private static void told(
      Lineage lineage, Set<String> around, String origin, String path, String script) {
    assertThat(with(around, lineage))
        .as("what " + path + " depends on in\n" + script)
        .contains(origin);
  }

  private static void conforms(Shape shape, Object value, String script) {
    // millions of values are looked at, so nothing is made for those that are as they should be
    if (!fits(shape, value)) {
      throw new AssertionError(
          Scripts.text(value) + " is no " + Scripts.text(shape) + " in\n" + script);
    }
  }

  private static boolean fits(Shape shape, Object value) {
    return switch (shape) {
      case Value typed ->
          value == null
              ? typed.nullable()
              : switch (typed.type()) {
                case STRING -> value instanceof String;
                case INTEGER -> value instanceof Long;
                // an integer is a decimal as well
                case NUMBER -> value instanceof Long || value instanceof BigDecimal;
                case BOOLEAN -> value instanceof Boolean;
                case DATE -> value instanceof LocalDate;
                case DATE_TIME -> value instanceof OffsetDateTime;
                case OBJECT -> true;
              };
      case Missing missing -> value == null;
      case Fields fields ->
          value == null
              ? fields.nullable()
              : value instanceof DataRecord record
                  && record.layout().size() == fields.members().size()
                  && fields.members().stream()
                      .allMatch(
                          member ->
                              record.layout().place(member.name()) >= 0
                                  && fits(member.shape(), record.value(member.name())));
      case Listing listing ->
          value == null
              ? listing.nullable()
              : value instanceof List<?> list
                  && (listing.element() instanceof Missing
                      ? list.isEmpty()
                      : list.stream().allMatch(element -> fits(listing.element(), element)));
    };
  }

  /** Inputs of which every part depends on the seed of its origin and on nothing else. */
  private static Map<String, Object> values(Map<String, Long> seeds) {
    Map<String, Random> randoms = new TreeMap<>();
    seeds.forEach((origin, seed) -> randoms.put(origin, new Random(seed)));
    List<DataRecord> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(goods(randoms));
    }
    Random rows = randoms.get("rows");
    List<Object> body = new ArrayList<>();
    for (int i = rows.nextInt(6); i > 0; i--) {
      body.add(made.get(rows.nextInt(made.size())));
    }
    Map<String, Object> values = new TreeMap<>();
    values.put("body", body);
    values.put("headers", new DataRecord(HEADERS, new Object[] {2L, "A1"}, Provenance.NONE));
    BigDecimal rate = BigDecimal.valueOf(randoms.get("rate").nextInt(30), 1);
    values.put(
        "variables", new DataRecord(VARIABLES, new Object[] {rate, null, null}, Provenance.NONE));
    return values;
  }

  private static DataRecord goods(Map<String, Random> randoms) {
    String[] codes = {"A1", "B2", "C1 x"};
    String[] names = {null, "", "apples", "x"};
    List<Object> tags = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      tags.add(codes[randoms.get("tag").nextInt(3)]);
    }
    Random many = randoms.get("tags");
    List<Object> some = many.nextInt(4) == 0 ? null : tags.subList(0, many.nextInt(3));
    Random price = randoms.get("price");
    Random day = randoms.get("day");
    int days = day.nextInt(70);
    Object[] port = {codes[randoms.get("port").nextInt(3)], names[randoms.get("city").nextInt(4)]};
    Object[] values = {
      codes[randoms.get("code").nextInt(3)],
      names[randoms.get("name").nextInt(4)],
      (long) randoms.get("qty").nextInt(7),
      price.nextInt(4) == 0 ? null : BigDecimal.valueOf(price.nextInt(50), 1),
      randoms.get("open").nextBoolean(),
      days > 50 ? null : LocalDate.of(2026, 1, 1).plusDays(days),
      OffsetDateTime.parse("2026-01-01T00:00:00+08:00").plusHours(randoms.get("at").nextInt(9)),
      some,
      randoms.get("present").nextBoolean() ? new DataRecord(PORT, port, Provenance.NONE) : null
    };
    return new DataRecord(GOODS, values, Provenance.NONE);
  }
}
