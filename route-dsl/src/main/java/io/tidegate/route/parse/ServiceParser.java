package io.tidegate.route.parse;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.definition.Area;
import io.tidegate.route.definition.CacheDefinition;
import io.tidegate.route.definition.PagingDefinition;
import io.tidegate.route.definition.RequestDefinition;
import io.tidegate.route.definition.ResponseDefinition;
import io.tidegate.route.definition.RouteDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.Version;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.DurationText;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.route.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a service document. Everything that is wrong with it is told at once; nothing is looked up
 * outside it.
 */
public final class ServiceParser {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 64;
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);
  private static final String STALE = "stale";

  private final SourceText source;
  private final Diagnostics diagnostics = new Diagnostics();

  private ServiceParser(SourceText source) {
    this.source = source;
  }

  /** Reads a file's bytes, which may be anything. */
  public static Outcome<ServiceDefinition> parse(String name, byte[] bytes) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<SourceText> text = YamlReader.decode(name, bytes, diagnostics);
    return text.isPresent() ? parse(text.get()) : Outcome.refused(diagnostics);
  }

  public static Outcome<ServiceDefinition> parse(SourceText source) {
    return new ServiceParser(source).document();
  }

  private Outcome<ServiceDefinition> document() {
    Optional<YamlFields> root =
        YamlReader.read(source, diagnostics)
            .flatMap(n -> YamlFields.of(n, "a service document", diagnostics));
    if (root.isEmpty()) {
      return Outcome.refused(diagnostics);
    }
    YamlFields fields = root.get();
    Optional<Located<String>> service = fields.requiredText("service");
    service.ifPresent(s -> name(s, "service"));
    Optional<Located<Version>> version = version(fields);
    Optional<Bilingual> title = fields.requiredBilingual("title");
    Optional<Bilingual> summary = fields.requiredBilingual("summary");
    Optional<Located<Area>> area = area(fields);
    Optional<Located<String>> department = fields.requiredText("department");
    List<String> tags = fields.texts("tags").stream().map(Located::value).toList();
    fields.requiredNode("openness");
    Optional<Openness> openness = fields.oneOf("openness", Openness.class);
    boolean delegates = fields.flag("delegates", false);
    Optional<RequestDefinition> request =
        fields.requiredFields("request").flatMap(f -> new RequestParser(diagnostics).request(f));
    Optional<ResponseDefinition> response =
        fields.fields("response").flatMap(new ResponseParser(diagnostics, "`response`")::response);
    RouteParser routes = new RouteParser(diagnostics);
    Optional<RouteDefinition> route = fields.requiredFields("route").flatMap(routes::entry);
    List<RouteDefinition> further = routes(fields, routes);
    Optional<PagingDefinition> paging = fields.fields("paging").flatMap(this::paging);
    Delivery delivery = fields.fields("deliver").map(this::deliver).orElse(Delivery.USUAL);
    Optional<String> limit = fields.fields("limits").flatMap(ServiceParser::limit);
    fields.end();
    if (diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    return Outcome.of(
        new ServiceDefinition(
            source,
            service.orElseThrow(),
            version.orElseThrow(),
            title.orElseThrow(),
            summary.orElseThrow(),
            area.orElseThrow(),
            department.orElseThrow().value(),
            tags,
            openness.orElseThrow(),
            delegates,
            request.orElseThrow(),
            response,
            route.orElseThrow(),
            further,
            paging,
            delivery.timeout(),
            limit,
            delivery.cache()),
        diagnostics);
  }

  private Optional<Located<Version>> version(YamlFields fields) {
    Optional<Located<String>> text = fields.requiredText("version");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Version> version = Version.of(text.get().value());
    if (version.isEmpty()) {
      diagnostics.error(
          ServiceCode.VERSION,
          text.get().span(),
          "`" + text.get().value() + "` is not a version of the form major.minor.patch");
    }
    return version.map(v -> new Located<>(v, text.get().span()));
  }

  private Optional<Located<Area>> area(YamlFields fields) {
    fields.requiredNode("area");
    Span span = fields.scalar("area").map(YamlScalar::span).orElse(fields.span());
    return fields.oneOf("area", Area.class).map(a -> new Located<>(a, span));
  }

  private List<RouteDefinition> routes(YamlFields fields, RouteParser routes) {
    List<RouteDefinition> further = new ArrayList<>();
    for (Entry entry : fields.entries("routes")) {
      name(entry.key(), "route");
      if (entry.key().value().equals(RouteDefinition.ENTRY)) {
        diagnostics.error(
            ServiceCode.RESERVED,
            entry.key().span(),
            "`" + RouteDefinition.ENTRY + "` is the route a request enters");
      }
      YamlFields.of(entry.value(), "a route", diagnostics)
          .flatMap(f -> routes.further(entry.key(), f))
          .ifPresent(further::add);
    }
    return further;
  }

  // ---- paging, delivery, limits

  private Optional<PagingDefinition> paging(YamlFields fields) {
    List<Located<String>> keys = fields.texts("keys");
    if (keys.isEmpty()) {
      diagnostics.error(
          YamlCode.MISSING,
          fields.span(),
          "`paging` needs `keys`: the outputs that give the order");
    }
    Set<String> seen = new HashSet<>();
    for (Located<String> key : keys) {
      if (!seen.add(key.value().replaceFirst("^-", ""))) {
        diagnostics.error(
            YamlCode.VALUE, key.span(), "the key `" + key.value() + "` is named twice");
      }
    }
    int max = integerOr(fields, "max", 1, 10_000, 500);
    int size = integerOr(fields, "size", 1, max, Math.min(100, max));
    fields.end();
    return Optional.of(new PagingDefinition(keys, size, max, fields.span()));
  }

  private static int integerOr(YamlFields fields, String key, int min, int max, int otherwise) {
    OptionalInt value = fields.integer(key, min, max);
    return value.orElse(otherwise);
  }

  /** What {@code deliver} says. */
  private record Delivery(Duration timeout, Optional<CacheDefinition> cache) {
    private static final Delivery USUAL =
        new Delivery(ServiceDefinition.DEFAULT_TIMEOUT, Optional.empty());
  }

  private Delivery deliver(YamlFields fields) {
    Delivery delivery = fields.fields("realtime").map(this::realtime).orElse(Delivery.USUAL);
    inactive(fields, "batch");
    inactive(fields, "subscribe");
    fields.end();
    return delivery;
  }

  private Delivery realtime(YamlFields fields) {
    Duration timeout =
        fields.text("timeout").flatMap(this::timeout).orElse(ServiceDefinition.DEFAULT_TIMEOUT);
    Optional<Located<String>> fallback = fields.text("fallback");
    Optional<Located<String>> life = fields.text("cache");
    fallback.ifPresent(f -> fallback(f, life.isPresent()));
    Optional<CacheDefinition> cache =
        life.flatMap(
            text -> life(text).map(d -> new CacheDefinition(d, fallback.isPresent(), text.span())));
    if (fields.node("breaker").isPresent()) {
      diagnostics.warning(
          ServiceCode.INACTIVE,
          fields.span("breaker"),
          "`breaker` has no effect here: a source has one breaker for all services, and its catalog"
              + " file describes it");
    }
    fields.end();
    return new Delivery(timeout, cache);
  }

  private void fallback(Located<String> text, boolean kept) {
    if (!text.value().equals(STALE)) {
      diagnostics.error(
          ServiceCode.FALLBACK, text.span(), "`" + text.value() + "` is no fallback there is");
    } else if (!kept) {
      diagnostics.error(
          ServiceCode.FALLBACK,
          text.span(),
          "without `cache` there is no answer that could be given again");
    }
  }

  /** The class of limits that is asked for; whether there is one is for the rules to say. */
  private static Optional<String> limit(YamlFields fields) {
    Optional<String> asked = fields.requiredText("class").map(Located::value);
    fields.end();
    return asked;
  }

  /**
   * A setting of the document's language that this version does not act on: told, so that nobody
   * relies on it.
   */
  private void inactive(YamlFields fields, String key) {
    if (fields.node(key).isPresent()) {
      diagnostics.warning(
          ServiceCode.INACTIVE, fields.span(key), "`" + key + "` has no effect in this version");
    }
  }

  private Optional<Duration> timeout(Located<String> text) {
    Optional<Duration> timeout =
        DurationText.parse(text.value(), Set.of("ms", "s"))
            .filter(d -> !d.isZero() && d.compareTo(LONGEST_TIMEOUT) <= 0);
    if (timeout.isEmpty()) {
      diagnostics.error(
          ServiceCode.DURATION,
          text.span(),
          "`" + text.value() + "` is not a duration between 1ms and 60s");
    }
    return timeout;
  }

  private Optional<Duration> life(Located<String> text) {
    Optional<Duration> life =
        DurationText.parse(text.value(), Set.of("s", "m", "h"))
            .filter(d -> !d.isZero() && d.compareTo(LONGEST_LIFE) <= 0);
    if (life.isEmpty()) {
      diagnostics.error(
          ServiceCode.DURATION,
          text.span(),
          "`" + text.value() + "` is not a duration between 1s and 24h");
    }
    return life;
  }

  private void name(Located<String> name, String what) {
    if (!NAME.matcher(name.value()).matches() || name.value().length() > LONGEST_NAME) {
      diagnostics.error(
          ServiceCode.NAME, name.span(), "`" + name.value() + "` is no name for a " + what);
    }
  }
}
