package io.tidegate.rules.decide;

import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is asked about the terms of one audience; each is decided apart from the others. */
record TermsAsks(
    Audience audience,
    Strictest<Openness> openness,
    Strictest<Approval> approval,
    LimitAsks limit,
    SortedSet<String> denied) {
  TermsAsks {
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(openness, "openness");
    Objects.requireNonNull(approval, "approval");
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(denied, "denied");
  }

  /** Nothing asked yet. */
  TermsAsks(Audience audience) {
    this(audience, new Strictest<>(), new Strictest<>(), new LimitAsks(), new TreeSet<>());
  }

  TermsAsks askAll(TermsAsks others) {
    openness.askAll(others.openness);
    approval.askAll(others.approval);
    limit.askAll(others.limit);
    denied.addAll(others.denied);
    return this;
  }

  /** What nobody decided is decided against the caller. */
  TermsAsks closed() {
    approval.orElse(Approval.OWNER, Builtin.NOTHING_DECIDED);
    limit.orElse(LimitClass.LEAST, Builtin.NOTHING_DECIDED);
    return this;
  }

  Terms decision() {
    SortedSet<String> rules = new TreeSet<>(openness.rules());
    rules.addAll(approval.rules());
    return new Terms(
        audience,
        openness.value().orElseThrow(),
        approval.value().orElseThrow(),
        limit.decision(),
        List.copyOf(denied),
        List.copyOf(rules));
  }
}
