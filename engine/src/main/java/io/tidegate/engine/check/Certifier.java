package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Field;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.Certificate.CertifiedInfluence;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.mask.MaskKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the certificate of a plan in which nothing is wrong. */
final class Certifier {
  /** The path of an output that does not leave. */
  private static final String STAYS = "-";

  private final Examined examined;
  private final GovernedPlan plan;

  Certifier(Examined examined) {
    this.examined = examined;
    this.plan = examined.plan();
  }

  Certificate certificate(String fingerprint) {
    List<CertifiedField> fields = new ArrayList<>();
    Set<CertifiedInfluence> influences = new LinkedHashSet<>();
    for (PlannedRead read : plan.reads()) {
      Statement statement = statement(read);
      for (int i = 0; i < read.fields().size(); i++) {
        for (String path : paths(read.id(), i)) {
          fields.add(field(path, read, statement.fields().get(i)));
        }
      }
      for (PlannedInfluence influence : read.influences()) {
        influences.add(
            new CertifiedInfluence(
                influence.column().column(),
                influence.where(),
                influence.probe(),
                influence.allowedBy()));
      }
    }
    return new Certificate(
        plan.service(), plan.version().toString(), fingerprint, fields, List.copyOf(influences));
  }

  private Statement statement(PlannedRead read) {
    return examined.statements().stream()
        .filter(each -> each.read() == read && !each.following())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the read " + read.id() + " was not followed"));
  }

  private CertifiedField field(String path, PlannedRead read, Field field) {
    PlannedField planned = field.planned();
    SortedMap<Relation, String> masks = new TreeMap<>();
    for (Relation relation : relations(read, planned)) {
      PlannedMask mask = planned.masks().getOrDefault(relation, planned.fixed());
      masks.put(relation, stricter(mask, planned.fixed()).text());
    }
    SortedSet<String> rules = new TreeSet<>(planned.label().rules());
    rules.addAll(planned.fixed().rules());
    planned.masks().values().forEach(mask -> rules.addAll(mask.rules()));
    return new CertifiedField(
        path,
        read.id(),
        planned.name(),
        planned.type(),
        planned.nullable(),
        field.flow().sourceColumns(),
        field.flow().controlColumns(),
        planned.label().text(),
        masks,
        List.copyOf(rules));
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
  private static PlannedMask stricter(PlannedMask mask, PlannedMask fixed) {
    boolean fixedCounts =
        fixed.mask().kind() != MaskKind.NONE
            // a mask that a switch can lift hides nothing for sure
            && (mask.unless().isPresent()
                || fixed.mask().kind().rank() >= mask.mask().kind().rank());
    return fixedCounts ? fixed : mask;
  }

  private List<String> paths(String read, int field) {
    List<String> paths = new ArrayList<>();
    collect(plan.answer(), plan.answer().list() ? "rows[]." : "", read, field, paths);
    return paths.isEmpty() ? List.of(STAYS) : paths;
  }

  private static void collect(
      AnswerShape shape, String before, String read, int field, List<String> paths) {
    for (AnswerShape.Member member : shape.members()) {
      switch (member) {
        case AnswerShape.Value value -> {
          if (Integer.valueOf(field).equals(value.fields().get(read))) {
            paths.add(before + value.name());
          }
        }
        case AnswerShape.Nested nested ->
            collect(
                nested.shape(),
                before + nested.name() + (nested.shape().list() ? "[]." : "."),
                read,
                field,
                paths);
      }
    }
  }
}
