package io.tidegate.engine.compile;

import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.Version;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The documents whose services a route may call, by their ids. What cannot be read is in none: a
 * service that is not understood is not called. Immutable.
 */
public final class ServiceLibrary {
  /** Without any service. */
  public static final ServiceLibrary EMPTY = of(List.of());

  private static final Comparator<ServiceDefinition> LATEST_FIRST =
      Comparator.comparing(
              (ServiceDefinition d) -> d.version().value(),
              Comparator.comparingInt(Version::major)
                  .thenComparingInt(Version::minor)
                  .thenComparingInt(Version::patch))
          .reversed();

  private final SortedMap<String, List<ServiceDefinition>> services = new TreeMap<>();

  /** What the texts were parsed to, each once however often it is compiled. */
  private final Map<SourceText, Outcome<ServiceDefinition>> parsed = new IdentityHashMap<>();

  private ServiceLibrary() {}

  /** Parses documents, with all processors. */
  public static ServiceLibrary of(Collection<SourceText> documents) {
    ServiceLibrary library = new ServiceLibrary();
    List<SourceText> texts = List.copyOf(documents);
    List<Outcome<ServiceDefinition>> outcomes =
        texts.parallelStream().map(ServiceParser::parse).toList();
    for (int i = 0; i < texts.size(); i++) {
      library.parsed.put(texts.get(i), outcomes.get(i));
      outcomes
          .get(i)
          .value()
          .ifPresent(
              d ->
                  library
                      .services
                      .computeIfAbsent(d.service().value(), id -> new ArrayList<>())
                      .add(d));
    }
    library.services.values().forEach(versions -> versions.sort(LATEST_FIRST));
    return library;
  }

  /** What a text is parsed to; that of the library is not parsed again. */
  Outcome<ServiceDefinition> parse(SourceText document) {
    Outcome<ServiceDefinition> known = parsed.get(document);
    return known == null ? ServiceParser.parse(document) : known;
  }

  /** The ids of all services, sorted. */
  List<String> ids() {
    return List.copyOf(services.keySet());
  }

  /** Every version of a service, the latest first; none when there is no such service. */
  List<ServiceDefinition> versions(String service) {
    return services.getOrDefault(service, List.of());
  }
}
