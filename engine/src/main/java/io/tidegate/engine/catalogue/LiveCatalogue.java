package io.tidegate.engine.catalogue;

import io.tidegate.catalog.search.CatalogueEntry;
import io.tidegate.catalog.search.CatalogueEntry.Text;
import io.tidegate.catalog.search.CatalogueIndex;
import io.tidegate.catalog.search.Facet;
import io.tidegate.catalog.search.Found;
import io.tidegate.catalog.search.Group;
import io.tidegate.catalog.search.Question;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Nested;
import io.tidegate.engine.plan.AnswerShape.Value;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.route.definition.Version;
import io.tidegate.route.text.Bilingual;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Finds services among those that are live. The index is made when the first question of an epoch
 * comes, so that what is found is what is served. It holds plans and no endpoints, so that what
 * ended is not kept alive by a question that was asked about it.
 */
public final class LiveCatalogue {
  private static final Comparator<GovernedPlan> EARLIEST =
      Comparator.comparing(
          GovernedPlan::version,
          Comparator.comparingInt(Version::major)
              .thenComparingInt(Version::minor)
              .thenComparingInt(Version::patch));

  private final Supplier<EndpointTable> live;
  private Indexed indexed;

  /**
   * @param live the table that is served at the moment
   */
  public LiveCatalogue(Supplier<EndpointTable> live) {
    this.live = Objects.requireNonNull(live, "live");
  }

  /**
   * @param latest the plan of the latest version of each service, by its id
   */
  private record Indexed(long epoch, Map<String, GovernedPlan> latest, CatalogueIndex index) {}

  /**
   * What was found.
   *
   * @param services the latest version of each service on this page, the best first
   */
  public record Page(List<GovernedPlan> services, Found found) {
    public Page {
      services = List.copyOf(services);
      Objects.requireNonNull(found, "found");
    }
  }

  /** Looks for services. */
  public Page find(Question question) {
    Indexed now = indexed();
    Found found = now.index().find(question);
    return new Page(found.hits().stream().map(hit -> now.latest().get(hit.id())).toList(), found);
  }

  /** Every major version of a service that is live, the latest first. */
  public List<GovernedPlan> service(String service) {
    return live.get().endpoints().stream()
        .map(LiveEndpoint::plan)
        .filter(plan -> plan.service().equals(service))
        .sorted(EARLIEST.reversed())
        .toList();
  }

  /** The index stays with whoever asks it; one that is not asked any more is the collector's. */
  private synchronized Indexed indexed() {
    EndpointTable table = live.get();
    if (indexed == null || indexed.epoch() != table.epoch()) {
      Map<String, GovernedPlan> latest = latest(table);
      List<CatalogueEntry> entries = latest.values().stream().map(LiveCatalogue::entry).toList();
      indexed = new Indexed(table.epoch(), latest, new CatalogueIndex(entries));
    }
    return indexed;
  }

  private static Map<String, GovernedPlan> latest(EndpointTable table) {
    Map<String, GovernedPlan> latest = new LinkedHashMap<>();
    for (LiveEndpoint endpoint : table.endpoints()) {
      GovernedPlan plan = endpoint.plan();
      latest.merge(plan.service(), plan, BinaryOperator.maxBy(EARLIEST));
    }
    return latest;
  }

  private static CatalogueEntry entry(GovernedPlan plan) {
    List<Text> texts = new ArrayList<>();
    both(texts, Group.TITLE, "title", plan.title());
    texts.add(new Text(Group.TITLE, "service", plan.service()));
    texts.add(new Text(Group.LABEL, "department", plan.department()));
    plan.tags().forEach(tag -> texts.add(new Text(Group.LABEL, "tags", tag)));
    both(texts, Group.SUMMARY, "summary", plan.summary());
    Set<String> forms = new LinkedHashSet<>();
    for (PlannedParameter parameter : plan.parameters()) {
      texts.add(new Text(Group.FIELD, parameter.name(), parameter.name()));
      both(texts, Group.FIELD, parameter.name(), parameter.title());
      parameter.format().ifPresent(format -> forms.add(format.word()));
    }
    fields(texts, plan.answer(), "");
    return new CatalogueEntry(
        plan.service(),
        texts,
        Map.of(
            Facet.AREA, List.of(plan.area().word()),
            Facet.DEPARTMENT, List.of(plan.department()),
            Facet.OPENNESS, List.of(plan.openness().name().toLowerCase(Locale.ROOT)),
            Facet.TAG, plan.tags()),
        forms);
  }

  private static void fields(List<Text> texts, AnswerShape shape, String before) {
    for (AnswerShape.Member member : shape.members()) {
      String path = before + member.name();
      texts.add(new Text(Group.FIELD, path, member.name()));
      switch (member) {
        case Value value -> value.title().ifPresent(title -> both(texts, Group.FIELD, path, title));
        case Nested nested -> fields(texts, nested.shape(), path + ".");
      }
    }
  }

  private static void both(List<Text> texts, Group group, String in, Bilingual text) {
    texts.add(new Text(group, in, text.zh()));
    texts.add(new Text(group, in, text.en()));
  }
}
