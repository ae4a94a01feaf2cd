package io.tidegate.engine.governance;

import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.impact.Standing;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

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
    List<LiveEndpoint> endpoints = live.current().endpoints();
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
   * Every live service as far as rules have no say in it.
   *
   * @throws GovernanceException when one cannot be had
   */
  List<Standing> standing(ServiceCompiler compiler, String catalog) throws GovernanceException {
    List<SourceText> texts = texts();
    List<Key> keys = texts.stream().map(text -> new Key(catalog, text.text())).toList();
    resolved.keySet().retainAll(keys);
    List<Standing> standing = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Standing known = resolved.get(keys.get(i));
      if (known == null) {
        Outcome<ResolvedService> outcome = compiler.resolve(texts.get(i));
        if (outcome.isRefused()) {
          throw new GovernanceException(
              GovernanceException.Kind.STATE,
              new Bilingual(
                  texts.get(i).name() + " 无法再按当前目录解析",
                  texts.get(i).name() + " cannot be resolved against the catalog any more"),
              outcome.diagnostics());
        }
        known = Standing.of(outcome.value().orElseThrow());
        if (!known.calls()) {
          // what calls others is not what it was when these change
          resolved.put(keys.get(i), known);
        }
      }
      standing.add(known);
    }
    return standing;
  }
}
