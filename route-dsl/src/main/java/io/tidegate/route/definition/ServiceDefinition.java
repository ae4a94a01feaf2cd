package io.tidegate.route.definition;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One service document as written.
 *
 * @param service the id; unique on the platform
 * @param openness what the provider asks for callers who are no party to a record; rules may only
 *     tighten it
 * @param delegates whether the principal of a record may let others have it by this service
 * @param response the declared answer; absent means everything the route yields
 * @param route the route a request enters
 * @param routes further routes the first one calls by {@code direct:}
 * @param timeout how long an answer may take
 * @param limit the class of limits the provider asks for; rules may only tighten it
 * @param cache how long answers may be given again; absent when each call is answered anew
 */
public record ServiceDefinition(
    SourceText source,
    Located<String> service,
    Located<Version> version,
    Bilingual title,
    Bilingual summary,
    Located<Area> area,
    String department,
    List<String> tags,
    Openness openness,
    boolean delegates,
    RequestDefinition request,
    Optional<ResponseDefinition> response,
    RouteDefinition route,
    List<RouteDefinition> routes,
    Optional<PagingDefinition> paging,
    Duration timeout,
    Optional<String> limit,
    Optional<CacheDefinition> cache) {
  /** What an answer may take when the document does not say. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  public ServiceDefinition {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(department, "department");
    tags = List.copyOf(tags);
    Objects.requireNonNull(openness, "openness");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(route, "route");
    routes = List.copyOf(routes);
    Objects.requireNonNull(paging, "paging");
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(cache, "cache");
  }
}
