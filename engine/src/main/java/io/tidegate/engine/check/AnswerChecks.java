package io.tidegate.engine.check;

import io.tidegate.engine.check.Content.Parts;
import io.tidegate.engine.check.Content.Rows;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Member;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedHeader;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.InfluenceKey;
import io.tidegate.rules.mask.MaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What leaves: the members of the answer, and the cursor. */
final class AnswerChecks {
  private AnswerChecks() {}

  /** Every member is something the route yields, with all it depends on, and relations are told. */
  static void answer(Examined examined, Report report) {
    List<String> ids = examined.plan().reads().stream().map(PlannedRead::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      report.add("", "two reads have the same id");
    }
    examined
        .yielded()
        .ifPresent(
            yielded -> {
              AnswerShape answer = examined.plan().answer();
              presence(answer, yielded.reached(), "", report);
              shape(examined, answer, yielded.body(), "", report);
            });
  }

  private static void presence(AnswerShape shape, Lineage found, String path, Report report) {
    if (!shape.presence().everything().containsAll(found.everything())
        || !shape.presence().all().containsAll(found.all())) {
      report.add(path, "which records there are depends on more than the plan says");
    }
  }

  private static void shape(
      Examined examined, AnswerShape shape, Content yielded, String path, Report report) {
    Content element = yielded instanceof Rows list ? list.element() : yielded;
    if (yielded instanceof Rows != shape.list() || !(element instanceof Parts record)) {
      report.add(path, "the route yields no such record or list");
      return;
    }
    presence(shape, yielded.truth().with(element.truth()), path, report);
    Set<String> names = new TreeSet<>();
    SortedSet<Origin> seen = new TreeSet<>();
    for (Member member : shape.members()) {
      String at = path + member.name();
      if (!names.add(member.name())) {
        report.add(at, "two members have this name");
      }
      Optional<Content> found = Optional.ofNullable(record.members().get(member.name()));
      if (found.isEmpty()) {
        report.add(at, "no step yields it");
        continue;
      }
      switch (member) {
        case AnswerShape.Value value -> {
          value(value, found.get(), at, report);
          seen.addAll(found.get().lineage().all());
        }
        case AnswerShape.Nested inner ->
            shape(examined, inner.shape(), found.get(), at + ".", report);
      }
    }
    boolean governed =
        examined.statements().stream()
            .filter(
                statement -> seen.stream().anyMatch(o -> o.read().equals(statement.read().id())))
            .flatMap(statement -> statement.tables().stream())
            .anyMatch(table -> table.parties().isPresent());
    if (governed && !shape.related()) {
      report.add(path, "its records do not tell what the caller is to them");
    }
  }

  private static void value(AnswerShape.Value value, Content found, String at, Report report) {
    Content single = found instanceof Rows list ? list.element() : found;
    if (single instanceof Parts
        || single instanceof Rows
        || found instanceof Rows != value.list()) {
      report.add(at, "the route yields another kind of value");
    }
    if (!covers(value.lineage(), found.lineage())) {
      report.add(at, "it depends on more than the plan says");
    }
  }

  private static boolean covers(Lineage planned, Lineage found) {
    return planned.values().containsAll(found.values())
        && planned.all().containsAll(found.all())
        && planned.everything().containsAll(found.everything());
  }

  /** A header is read by whoever passes the answer on: everybody may see what it depends on. */
  static void headers(Examined examined, Report report) {
    for (RouteTrace.Header found :
        examined.yielded().map(RouteTrace.Result::headers).orElse(List.of())) {
      String name = found.header().word();
      List<PlannedHeader> planned =
          examined.plan().headers().stream().filter(h -> h.header() == found.header()).toList();
      if (planned.size() != 1 || !covers(planned.getFirst().lineage(), found.lineage())) {
        report.add(name, "it depends on more than the plan says");
      }
      for (Origin origin : found.lineage().everything()) {
        for (PlannedRead read : read(examined, origin.read()).stream().toList()) {
          PlannedField field = read.fields().get(origin.output());
          boolean low =
              field.label().sensitivity().filter(s -> s.compareTo(Sensitivity.S1) <= 0).isPresent();
          if (!low || !RouteTrace.isOpen(field)) {
            report.add(name, "it depends on " + field.name() + ", which is not for everybody");
          }
        }
      }
    }
  }

  /** A raw key goes into a parameter the plan names, and only where its columns may decide. */
  static void raws(Examined examined, Report report) {
    Set<String> used = new TreeSet<>();
    for (RouteTrace.RawUse use :
        examined.yielded().map(RouteTrace.Result::raws).orElse(List.of())) {
      Optional<PlannedRaw> planned =
          read(examined, use.read()).stream()
              .flatMap(read -> read.raws().stream())
              .filter(raw -> raw.parameter().equals(use.parameter()))
              .filter(raw -> raw.origin().equals(use.origin()))
              .findFirst();
      if (planned.isEmpty()) {
        report.at(use.read(), use.parameter(), "it is a raw key the plan does not name");
        continue;
      }
      used.add(use.read() + " " + use.parameter());
      for (Statement statement : examined.statements()) {
        if (statement.read().id().equals(use.origin().read())) {
          raw(examined, statement, use, planned.get(), report);
        }
        if (statement.read().id().equals(use.read()) && tells(statement, use.parameter())) {
          report.at(use.read(), use.parameter(), "the raw key does more than join");
        }
      }
    }
    for (PlannedRead read : examined.plan().reads()) {
      for (PlannedRaw raw : read.raws()) {
        if (!used.contains(read.id() + " " + raw.parameter()) && examined.yielded().isPresent()) {
          report.at(read, raw.parameter(), "no step sets this raw key");
        }
      }
    }
  }

  /** Whether the value of a parameter could be told from what a statement yields. */
  private static boolean tells(Statement statement, String parameter) {
    return statement.text().stream()
        .anyMatch(
            text -> {
              Set<Integer> joining = Joins.placeholders(text.select());
              List<Binding> bindings = text.query().bindings();
              return IntStream.range(0, bindings.size())
                  .filter(i -> !joining.contains(i + 1))
                  .mapToObj(bindings::get)
                  .anyMatch(b -> b instanceof Binding.Parameter p && p.name().equals(parameter));
            });
  }

  private static void raw(
      Examined examined,
      Statement statement,
      RouteTrace.RawUse use,
      PlannedRaw planned,
      Report report) {
    if (use.origin().output() >= statement.fields().size()) {
      report.at(use.read(), use.parameter(), "there is no such output");
      return;
    }
    for (var origin : statement.fields().get(use.origin().output()).flow().all()) {
      FieldDecision decided = examined.decisions().fields().get(origin.column());
      boolean named = planned.columns().contains(origin.column());
      boolean allowed =
          decided != null
              && (MaskCheck.shownToAll(decided, statement.tables().get(origin.table()).relations())
                  || decided
                      .influences()
                      .get(new InfluenceKey(InfluenceKind.JOIN.name(), false))
                      .allowed());
      if (!named || !allowed) {
        report.at(
            use.read(),
            use.parameter(),
            origin.column() + (named ? " may not decide what a read finds" : " is not named"));
      }
    }
  }

  private static Optional<PlannedRead> read(Examined examined, String id) {
    return examined.plan().reads().stream().filter(read -> read.id().equals(id)).findFirst();
  }

  /** A cursor carries only values that nobody is kept from. */
  static void paging(Examined examined, Report report) {
    Optional<PlannedPaging> paging = examined.plan().paging();
    for (PlannedRead read : examined.plan().reads()) {
      boolean paged = paging.filter(each -> each.read().equals(read.id())).isPresent();
      Set<String> continued = continued(read.access());
      Set<String> keyed = paged ? paging.orElseThrow().keys().keySet() : new TreeSet<>();
      if (!continued.equals(keyed)) {
        report.at(read, "", "the plan pages another read than the statements do");
      }
    }
    if (paging.isPresent()) {
      List<PageKey> keys = paging.get().keys().values().stream().flatMap(List::stream).toList();
      for (PageKey key : keys) {
        hidden(examined, paging.get(), key)
            .ifPresent(message -> report.at(paging.get().read(), key.name(), message));
      }
    }
    for (Statement statement : examined.statements()) {
      SortedSet<String> others = new TreeSet<>(statement.trace().pageColumns());
      paging
          .filter(each -> each.read().equals(statement.read().id()))
          .map(each -> each.keys().getOrDefault(statement.order(), List.of()))
          .ifPresent(keys -> keys.forEach(key -> others.remove(key.name())));
      for (String other : others) {
        report.at(statement.read(), other, "pages go by it, and it is no key");
      }
    }
  }

  /** The orders in which a read goes on behind a page. */
  private static Set<String> continued(PlannedAccess access) {
    Set<String> orders = new TreeSet<>();
    switch (access) {
      case PlannedAccess.Statements statements ->
          statements.next().ifPresent(next -> orders.add(PlannedPaging.ONLY));
      case PlannedAccess.Sorted sorted ->
          sorted
              .orders()
              .forEach((order, each) -> each.next().ifPresent(next -> orders.add(order)));
      case PlannedAccess.Operation operation -> {
        // it is read whole
      }
    }
    return orders;
  }

  private static Optional<String> hidden(Examined examined, PlannedPaging paging, PageKey key) {
    List<PlannedField> fields = new ArrayList<>();
    examined.plan().reads().stream()
        .filter(read -> read.id().equals(paging.read()))
        .forEach(read -> fields.addAll(read.fields()));
    if (key.field() < 0
        || key.field() >= fields.size()
        || !fields.get(key.field()).name().equals(key.name())) {
      return Optional.of("the read has no such output");
    }
    PlannedField field = fields.get(key.field());
    boolean shown =
        field.fixed().mask().kind() == MaskKind.NONE
            && field.masks().values().stream()
                .allMatch(mask -> mask.mask().kind() == MaskKind.NONE);
    return shown ? Optional.empty() : Optional.of("the cursor would carry what is hidden");
  }
}
