package io.tidegate.engine.source;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.network.Networks;
import io.tidegate.engine.store.Secret;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operations made of the parts a test is about. */
final class TestOperations {
  /** Loopback, for sources that tests run. */
  static final Networks LOOPBACK = Networks.of(List.of("127.0.0.0/8", "::1/128"));

  private TestOperations() {}

  /**
   * The operation {@code listThings} of the source {@code things}.
   *
   * @param kind as in a catalog file
   * @param parts the lines of its file that follow the title and the like
   */
  static Resource operation(String kind, String parts) {
    String source =
        """
        source: things
        kind: KIND
        title: { zh: 物, en: Things }
        """
            .replace("KIND", kind);
    String resource =
        """
        resource: thing_list
        source: things
        operation: listThings
        title: { zh: 物, en: Things }
        summary: { zh: 物, en: Things }
        area: manifest
        department: 物
        theme: 物
        updateFrequency: 实时
        openness: closed
        primaryKey: [name]
        """
            + parts;
    Outcome<CatalogSnapshot> outcome =
        CatalogFiles.parse(
            List.of(new SourceText("source", source), new SourceText("resource", resource)));
    return outcome
        .value()
        .orElseThrow(() -> new AssertionError(outcome.diagnostics().toString()))
        .resource("thing_list")
        .orElseThrow();
  }

  /** The sources at these places, with topics in which nothing has happened. */
  static ConnectedSources connected(Map<String, SourcePlace> places) {
    return connected(places, NameResolver.SYSTEM);
  }

  static ConnectedSources connected(Map<String, SourcePlace> places, NameResolver names) {
    return new ConnectedSources(places, new Topics(InstantSource.system()), names);
  }

  static SourcePlace place(String url) {
    return place(url, LOOPBACK);
  }

  static SourcePlace place(String url, Networks networks) {
    return new SourcePlace(URI.create(url), Optional.empty(), Optional.empty(), networks);
  }

  static SourcePlace place(String url, String user, String password) {
    return new SourcePlace(
        URI.create(url), Optional.of(user), Optional.of(new Secret(password)), LOOPBACK);
  }

  static SourcePlace sftp(
      URI url, String user, String password, String hostKey, Networks networks) {
    return new SourcePlace(
        url,
        Optional.of(user),
        Optional.of(new Secret(password)),
        networks,
        Optional.of(SshKeys.of(hostKey, Optional.empty(), Optional.empty())));
  }
}
