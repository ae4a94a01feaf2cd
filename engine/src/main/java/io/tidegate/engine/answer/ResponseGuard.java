package io.tidegate.engine.answer;

import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.Certificate.CertifiedOutput;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Treatment;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The backstop: holds what was done to each row against the certificate, which it keeps a copy of
 * from the moment of publication. A plan that was changed afterwards, or a read that does not do
 * what its plan says, is stopped here; the answer is an error and never data.
 */
public final class ResponseGuard {
  private static final Logger LOG = Logger.getLogger(ResponseGuard.class);
  private static final String NONE = Treatment.NO_MASK;
  private static final String DROP = "M-DROP";

  private final String service;
  private final Map<String, List<CertifiedOutput>> outputs = new TreeMap<>();
  private final Map<String, List<PlannedTable>> tables = new TreeMap<>();
  private final Set<Treatment> passed = Collections.newSetFromMap(new ConcurrentHashMap<>());

  /** Most rows are treated as the one before, by the same object, which cannot change. */
  private volatile Treatment latest;

  public ResponseGuard(Certificate certificate, List<PlannedRead> reads) {
    this.service = certificate.service();
    for (CertifiedOutput field : certificate.outputs()) {
      outputs.computeIfAbsent(field.read(), r -> new ArrayList<>()).add(field);
    }
    for (PlannedRead read : reads) {
      tables.put(read.id(), read.tables());
    }
  }

  /** Lets what was done to a row of a read pass, or throws. */
  public void check(Treatment treatment) throws CallProblem {
    if (treatment == latest) {
      return;
    }
    if (passed.contains(treatment)) {
      latest = treatment;
      return;
    }
    String read = treatment.read();
    List<CertifiedOutput> certified = outputs.getOrDefault(read, List.of());
    if (certified.size() != treatment.applied().size()) {
      throw stopped(read, "the number of fields");
    }
    for (int f = 0; f < certified.size(); f++) {
      if (!promised(read, certified.get(f), treatment, treatment.applied().get(f))) {
        throw stopped(read, certified.get(f).name());
      }
    }
    passed.add(treatment);
  }

  /**
   * Whether the mask is one the certificate has for what the caller is to each record that flows
   * into the field.
   */
  private boolean promised(
      String read, CertifiedOutput field, Treatment treatment, String applied) {
    if (applied.equals(DROP)) {
      return true;
    }
    Set<String> sourceTables = new HashSet<>();
    for (List<ColumnId> columns : List.of(field.proof().sources(), field.proof().control())) {
      columns.forEach(column -> sourceTables.add(column.schema() + "." + column.table()));
    }
    for (PlannedTable table : tables.get(read)) {
      if (sourceTables.contains(table.name())
          && table.aligned()
          && !treatment.absent().contains(table.index())) {
        Set<String> on = treatment.switchesOn().get(table.index());
        if (!promisedFor(treatment.held().get(table.index()), field, on, applied)) {
          return false;
        }
      }
    }
    boolean fixedOnly =
        tables.get(read).stream().noneMatch(t -> t.aligned() && sourceTables.contains(t.name()));
    return !fixedOnly || promisedFor(field.proof().masks().keySet(), field, Set.of(), applied);
  }

  private static boolean promisedFor(
      Set<Relation> held, CertifiedOutput field, Set<String> switchesOn, String applied) {
    if (field.proof().masks().isEmpty()) {
      return applied.equals(NONE);
    }
    for (Relation relation : held) {
      String promise = field.proof().masks().get(relation);
      if (promise != null && (promise.equals(applied) || lifted(promise, switchesOn, applied))) {
        return true;
      }
    }
    return false;
  }

  /**
   * A promise {@code M-… unless switch} is the mask while the switch is off and none while it is
   * on.
   */
  private static boolean lifted(String promise, Set<String> switchesOn, String applied) {
    int unless = promise.indexOf(" unless ");
    if (unless < 0) {
      return false;
    }
    boolean on = switchesOn.contains(promise.substring(unless + " unless ".length()));
    return applied.equals(on ? NONE : promise.substring(0, unless));
  }

  private CallProblem stopped(String read, String what) {
    LOG.errorf(
        "ALARM: the guard stopped an answer of %s: read %s, %s is not as certified",
        service, read, what);
    return new CallProblem(ProblemCode.GUARD);
  }
}
