package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Member;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedStep;
import io.tidegate.engine.plan.PlannedStep.Branch;
import io.tidegate.route.definition.StepDefinition.Strategy;
import io.tidegate.rules.mask.MaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What leaves: the members of the answer, and the cursor. */
final class AnswerChecks {
  private AnswerChecks() {}

  /** Every member is an output of a read that yields the record, and relations are told. */
  static void answer(Examined examined, Findings findings) {
    List<String> ids = examined.plan().reads().stream().map(PlannedRead::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      findings.add(CheckCode.ANSWER, "", "", "two reads have the same id");
    }
    shape(examined, examined.plan().answer(), examined.plan().route(), "", findings);
  }

  private static void shape(
      Examined examined, AnswerShape shape, PlannedStep step, String path, Findings findings) {
    SortedSet<String> reads = reads(step);
    SortedMap<String, PlannedStep> nested = nested(step);
    Set<String> names = new TreeSet<>();
    for (Member member : shape.members()) {
      String at = path + member.name();
      if (!names.add(member.name())) {
        findings.add(CheckCode.ANSWER, "", at, "two members have this name");
      }
      switch (member) {
        case AnswerShape.Value value -> value(examined, value, reads, at, findings);
        case AnswerShape.Nested inner -> {
          PlannedStep branch = nested.get(inner.name());
          if (branch == null) {
            findings.add(CheckCode.ANSWER, "", at, "no branch yields it");
          } else {
            shape(examined, inner.shape(), branch, at + ".", findings);
          }
        }
      }
    }
    boolean governed =
        examined.statements().stream()
            .filter(statement -> reads.contains(statement.read().id()))
            .flatMap(statement -> statement.tables().stream())
            .anyMatch(table -> table.parties().isPresent());
    if (governed && !shape.related()) {
      findings.add(
          CheckCode.ANSWER, "", path, "its records do not tell what the caller is to them");
    }
  }

  private static void value(
      Examined examined,
      AnswerShape.Value value,
      SortedSet<String> reads,
      String at,
      Findings findings) {
    if (value.fields().isEmpty()) {
      findings.add(CheckCode.ANSWER, "", at, "no read yields it");
    }
    for (Map.Entry<String, Integer> field : value.fields().entrySet()) {
      Optional<PlannedRead> read =
          examined.plan().reads().stream()
              .filter(each -> each.id().equals(field.getKey()))
              .findFirst();
      boolean output =
          read.isPresent()
              && field.getValue() >= 0
              && field.getValue() < read.get().fields().size();
      if (!output || !reads.contains(field.getKey())) {
        findings.add(CheckCode.ANSWER, field.getKey(), at, "the record has no such output");
      }
    }
  }

  /** The reads a step's own records come from. */
  private static SortedSet<String> reads(PlannedStep step) {
    SortedSet<String> reads = new TreeSet<>();
    switch (step) {
      case PlannedStep.ReadStep read -> reads.add(read.read());
      case PlannedStep.MulticastStep multicast ->
          record(multicast).forEach(branch -> reads.addAll(reads(branch.step())));
    }
    return reads;
  }

  /** The steps whose records stand within a step's own. */
  private static SortedMap<String, PlannedStep> nested(PlannedStep step) {
    SortedMap<String, PlannedStep> nested = new TreeMap<>();
    if (step instanceof PlannedStep.MulticastStep multicast) {
      record(multicast).forEach(branch -> nested.putAll(nested(branch.step())));
      multicast.branches().stream()
          .skip(record(multicast).size())
          .forEach(branch -> nested.put(branch.name(), branch.step()));
    }
    return nested;
  }

  private static List<Branch> record(PlannedStep.MulticastStep multicast) {
    return multicast.strategy() == Strategy.NEST
        ? multicast.branches().subList(0, Math.min(1, multicast.branches().size()))
        : multicast.branches();
  }

  /** A cursor carries only values that nobody is kept from. */
  static void paging(Examined examined, Findings findings) {
    Optional<PlannedPaging> paging = examined.plan().paging();
    for (PlannedRead read : examined.plan().reads()) {
      boolean paged = paging.filter(each -> each.read().equals(read.id())).isPresent();
      if (read.next().isPresent() != paged) {
        findings.add(
            CheckCode.PAGING, read.id(), "", "the plan pages another read than the statements do");
      }
    }
    if (paging.isPresent()) {
      for (PageKey key : paging.get().keys()) {
        hidden(examined, paging.get(), key)
            .ifPresent(
                message ->
                    findings.add(CheckCode.PAGING, paging.get().read(), key.name(), message));
      }
    }
    for (Statement statement : examined.statements()) {
      SortedSet<String> others = new TreeSet<>(statement.trace().pageColumns());
      paging
          .filter(each -> each.read().equals(statement.read().id()))
          .ifPresent(each -> each.keys().forEach(key -> others.remove(key.name())));
      for (String other : others) {
        findings.add(
            CheckCode.PAGING, statement.read().id(), other, "pages go by it, and it is no key");
      }
    }
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
