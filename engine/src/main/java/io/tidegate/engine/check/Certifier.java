package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Field;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.Certificate.CertifiedCall;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.Certificate.CertifiedHeader;
import io.tidegate.engine.plan.Certificate.CertifiedInfluence;
import io.tidegate.engine.plan.Certificate.CertifiedOutput;
import io.tidegate.engine.plan.Certificate.CertifiedRaw;
import io.tidegate.engine.plan.Certificate.CertifiedSource;
import io.tidegate.engine.plan.Certificate.CertifiedStatistic;
import io.tidegate.engine.plan.Certificate.Proof;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.rules.mask.MaskKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the certificate of a plan in which nothing is wrong. */
final class Certifier {
  private final Examined examined;
  private final GovernedPlan plan;

  /** What is known of each output, by read and place. */
  private final Map<Origin, Known> known = new LinkedHashMap<>();

  private record Known(
      PlannedRead read, PlannedField field, Proof proof, SortedMap<Relation, PlannedMask> masks) {}

  Certifier(Examined examined) {
    this.examined = examined;
    this.plan = examined.plan();
  }

  Certificate certificate(String fingerprint) {
    List<CertifiedOutput> outputs = new ArrayList<>();
    Set<CertifiedInfluence> influences = new LinkedHashSet<>();
    List<CertifiedRaw> raws = new ArrayList<>();
    for (PlannedRead read : plan.reads()) {
      Statement statement = statement(read);
      for (int i = 0; i < read.fields().size(); i++) {
        Known output = known(read, statement.fields().get(i));
        known.put(new Origin(read.id(), i), output);
        outputs.add(new CertifiedOutput(read.id(), output.field().name(), output.proof()));
      }
      for (PlannedInfluence influence : read.influences()) {
        influences.add(
            new CertifiedInfluence(
                influence.column().column(),
                influence.where(),
                influence.probe(),
                influence.allowedBy()));
      }
      read.raws()
          .forEach(
              raw ->
                  raws.add(
                      new CertifiedRaw(
                          read.id(), raw.parameter(), raw.columns(), raw.allowedBy())));
    }
    List<CertifiedField> fields = new ArrayList<>();
    fields(plan.answer(), Lineage.NONE, plan.answer().list() ? "rows[]." : "", fields);
    return new Certificate(
        plan.service(),
        plan.version().toString(),
        fingerprint,
        outputs,
        fields,
        plan.headers().stream()
            .map(h -> new CertifiedHeader(h.header().word(), made(h.lineage()), proof(h.lineage())))
            .toList(),
        List.copyOf(influences),
        raws,
        statistics(),
        sources(),
        plan.calls().stream()
            .map(
                call ->
                    new CertifiedCall(
                        call.place(),
                        call.service(),
                        call.version().toString(),
                        call.fingerprint(),
                        call.approval()))
            .toList());
  }

  private List<CertifiedStatistic> statistics() {
    Set<CertifiedStatistic> statistics = new LinkedHashSet<>();
    for (Statement statement : examined.statements()) {
      for (Trace.Fold fold : statement.trace().folds()) {
        fold.counted().values().stream()
            .mapToInt(Trace.Counted::least)
            .min()
            .ifPresent(
                least ->
                    statistics.add(
                        new CertifiedStatistic(
                            statement.read().id(),
                            statement.tables().get(fold.tables().first()).table().resource().id(),
                            least,
                            List.copyOf(fold.counted().keySet()))));
      }
    }
    return List.copyOf(statistics);
  }

  /** By what the statements and operations are found to read. */
  private List<CertifiedSource> sources() {
    SortedMap<String, SortedSet<String>> resources = new TreeMap<>();
    for (Statement statement : examined.statements()) {
      SortedSet<String> known =
          resources.computeIfAbsent(statement.read().source(), source -> new TreeSet<>());
      statement.tables().forEach(each -> known.add(each.table().resource().id()));
    }
    List<CertifiedSource> sources = new ArrayList<>();
    resources.forEach((id, read) -> sources.add(new CertifiedSource(id, List.copyOf(read))));
    return sources;
  }

  private Statement statement(PlannedRead read) {
    return examined.statements().stream()
        .filter(each -> each.read() == read && !each.following())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the read " + read.id() + " was not followed"));
  }

  private static Known known(PlannedRead read, Field field) {
    PlannedField planned = field.planned();
    SortedMap<Relation, PlannedMask> masks = new TreeMap<>();
    for (Relation relation : relations(read, planned)) {
      PlannedMask mask = planned.masks().getOrDefault(relation, planned.fixed());
      masks.put(relation, stricter(mask, planned.fixed()));
    }
    SortedSet<String> rules = new TreeSet<>(planned.label().rules());
    rules.addAll(planned.fixed().rules());
    planned.masks().values().forEach(mask -> rules.addAll(mask.rules()));
    return new Known(
        read,
        planned,
        new Proof(
            field.flow().sourceColumns(),
            field.flow().controlColumns(),
            planned.label().text(),
            texts(masks),
            List.copyOf(rules)),
        masks);
  }

  private static SortedMap<Relation, String> texts(SortedMap<Relation, PlannedMask> masks) {
    SortedMap<Relation, String> texts = new TreeMap<>();
    masks.forEach((relation, mask) -> texts.put(relation, mask.text()));
    return texts;
  }

  /** Those the plan distinguishes; where it treats all callers alike, those they can have. */
  private static SortedSet<Relation> relations(PlannedRead read, PlannedField field) {
    SortedSet<Relation> relations = new TreeSet<>(field.masks().keySet());
    if (relations.isEmpty()) {
      read.tables().stream().map(PlannedTable::relations).forEach(relations::addAll);
    }
    return relations;
  }

  /** What is sure to hide a value that both masks are put on. */
  private static PlannedMask stricter(PlannedMask mask, PlannedMask other) {
    boolean otherCounts =
        other.mask().kind() != MaskKind.NONE
            // a mask that a switch can lift hides nothing for sure
            && (mask.unless().isPresent()
                || other.mask().kind().rank() >= mask.mask().kind().rank());
    return otherCounts ? other : mask;
  }

  // ---- the answer

  private void fields(
      AnswerShape shape, Lineage around, String before, List<CertifiedField> fields) {
    Lineage presence = around.with(shape.presence());
    for (AnswerShape.Member member : shape.members()) {
      switch (member) {
        case AnswerShape.Value value ->
            fields.add(field(before + value.name() + (value.list() ? "[]" : ""), value, presence));
        case AnswerShape.Nested nested ->
            fields(
                nested.shape(),
                presence,
                before + nested.name() + (nested.shape().list() ? "[]." : "."),
                fields);
      }
    }
  }

  private CertifiedField field(String path, AnswerShape.Value value, Lineage presence) {
    // which records there are tells of what decided it
    Lineage lineage = value.lineage().decidedBy(presence);
    return new CertifiedField(
        path,
        value.type(),
        value.nullable(),
        made(lineage),
        proof(lineage),
        texts(masks(lineage.deciding())));
  }

  /** The outputs a value is made from. */
  private List<String> made(Lineage lineage) {
    return lineage.values().stream()
        .filter(known::containsKey)
        .map(origin -> origin.read() + "." + known.get(origin).field().name())
        .toList();
  }

  /** What hides outputs, where it hides them at all. */
  private SortedMap<Relation, PlannedMask> masks(SortedSet<Origin> outputs) {
    SortedMap<Relation, PlannedMask> masks = new TreeMap<>();
    outputs.stream()
        .filter(known::containsKey)
        .forEach(
            output ->
                known
                    .get(output)
                    .masks()
                    .forEach((relation, mask) -> masks.merge(relation, mask, Certifier::stricter)));
    return masks;
  }

  /**
   * A value is made of outputs that were masked before: whatever hides one of them from a caller
   * hides what it gives to the value, too.
   */
  private Proof proof(Lineage lineage) {
    SortedSet<ColumnId> sources = new TreeSet<>();
    SortedSet<ColumnId> control = new TreeSet<>();
    SortedSet<String> rules = new TreeSet<>();
    Optional<Sensitivity> strictest = Optional.of(Sensitivity.S0);
    SortedSet<String> categories = new TreeSet<>();
    for (Origin origin : lineage.everything()) {
      Known output = known.get(origin);
      if (output == null) {
        // nothing is said of what no read yields; that it is there is found by another check
        continue;
      }
      boolean flows = lineage.values().contains(origin);
      (flows ? sources : control).addAll(output.proof().sources());
      control.addAll(output.proof().control());
      rules.addAll(output.proof().rules());
      PlannedLabel label = output.field().label();
      strictest = strictest.flatMap(s -> label.sensitivity().map(s::strictest));
      if (flows) {
        categories.addAll(label.categories());
      }
    }
    return new Proof(
        List.copyOf(sources),
        List.copyOf(control),
        new PlannedLabel(strictest, List.copyOf(categories), List.of()).text(),
        texts(masks(lineage.values())),
        List.copyOf(rules));
  }
}
