package io.tidegate.engine.governance;

import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.impact.Standing;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The documents of what is live, resolved once and kept. */
final class LiveDocuments {
  private final LiveEndpoints live;
  private final ReleaseStore releases;

  /** By catalog and text, for a document can be resolved otherwise against another catalog. */
  private final Map<Key, Standing> resolved = new ConcurrentHashMap<>();

  private record Key(String catalog, String document) {}

  LiveDocuments(LiveEndpoints live, ReleaseStore releases) {
    this.live = Objects.requireNonNull(live, "live");
    this.releases = Objects.requireNonNull(releases, "releases");
  }

  /**
   * The document of every live service, in the order of their paths.
   *
   * @throws GovernanceException when one was never stored, so that it cannot be compiled again
   */
  List<SourceText> texts() throws GovernanceException {
    return texts(Set.of());
  }

  /**
   * The documents of all live services but some.
   *
   * @param without the keys of the plans that are left out
   * @throws GovernanceException as {@link #texts()}
   */
  List<SourceText> texts(Set<String> without) throws GovernanceException {
    List<LiveEndpoint> endpoints =
        live.current().endpoints().stream()
            .filter(endpoint -> !without.contains(endpoint.plan().key()))
            .toList();
    Map<String, Release> stored = new HashMap<>();
    releases
        .withFingerprints(endpoints.stream().map(e -> e.certificate().fingerprint()).toList())
        .forEach(release -> stored.put(release.fingerprint(), release));
    List<SourceText> texts = new ArrayList<>();
    for (LiveEndpoint endpoint : endpoints) {
      Release release = stored.get(endpoint.certificate().fingerprint());
      if (release == null) {
        throw new GovernanceException(
            GovernanceException.Kind.STATE,
            "服务 " + endpoint.plan().service() + " 的文档未保存，无法重新编译",
            "the document of " + endpoint.plan().service() + " is not stored");
      }
      texts.add(new SourceText(release.service() + ".yaml", release.document()));
    }
    return texts;
  }

  /**
   * Every live service as far as rules have no say in it. What was not at hand is resolved by all
   * processors.
   *
   * @throws GovernanceException when one cannot be had
   */
  List<Standing> standing(
      ServiceCompiler compiler, String catalog, List<SourceText> texts, Progress progress)
      throws GovernanceException {
    List<Key> keys = texts.stream().map(text -> new Key(catalog, text.text())).toList();
    resolved.keySet().retainAll(keys);
    progress.begin(Progress.Phase.RESOLVING, texts.size());
    List<Outcome<Standing>> outcomes =
        IntStream.range(0, texts.size())
            .parallel()
            .mapToObj(
                i -> {
                  progress.one();
                  return Optional.ofNullable(resolved.get(keys.get(i)))
                      .map(known -> Outcome.of(known, new Diagnostics()))
                      .orElseGet(() -> standing(compiler, keys.get(i), texts.get(i)));
                })
            .toList();
    Map<String, GovernedPlan> plans = new HashMap<>();
    live.current().endpoints().forEach(e -> plans.put(e.plan().key(), e.plan()));
    List<Standing> standing = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (outcomes.get(i).isRefused()) {
        throw new GovernanceException(
            GovernanceException.Kind.STATE,
            new Bilingual(
                texts.get(i).name() + " 无法再按当前目录解析",
                texts.get(i).name() + " cannot be resolved against the catalog any more"),
            outcomes.get(i).diagnostics());
      }
      Standing kept = outcomes.get(i).value().orElseThrow();
      standing.add(kept.with(Optional.ofNullable(plans.get(kept.key()))));
    }
    return standing;
  }

  private Outcome<Standing> standing(ServiceCompiler compiler, Key key, SourceText text) {
    Outcome<ResolvedService> outcome = compiler.resolve(text);
    Outcome<Standing> standing =
        new Outcome<>(outcome.value().map(Standing::of), outcome.diagnostics());
    // what calls others is not what it was when these change
    standing.value().filter(kept -> !kept.calls()).ifPresent(kept -> resolved.put(key, kept));
    return standing;
  }
}
