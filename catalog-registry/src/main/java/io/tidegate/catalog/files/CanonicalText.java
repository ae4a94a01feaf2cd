package io.tidegate.catalog.files;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Reliability;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.text.Bilingual;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a snapshot as one text that is the same for the same content, whatever files it came from.
 * Every value carries its length, so that no two different snapshots can run together into one
 * text.
 */
final class CanonicalText {
  private final StringBuilder text = new StringBuilder("tidegate-catalog 1\n");

  private CanonicalText() {}

  /** SHA-256 in lower-case hex over the canonical text. */
  static String fingerprint(List<Source> sources, List<Resource> resources) {
    CanonicalText canonical = new CanonicalText();
    sources.forEach(canonical::source);
    resources.forEach(canonical::resource);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(canonical.text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void source(Source source) {
    value("source", source.id());
    value("kind", source.kind().name());
    bilingual("title", source.title());
    value("schema", source.defaultSchema());
    if (!source.reliability().equals(Reliability.USUAL)) {
      reliability(source.reliability());
    }
  }

  private void reliability(Reliability reliability) {
    Reliability.Breaking breaker = reliability.breaker();
    value("failureRate", Integer.toString(breaker.failureRate()));
    value("calls", Integer.toString(breaker.calls()));
    optional("slow", breaker.slow().map(Duration::toString));
    value("slowRate", Integer.toString(breaker.slowRate()));
    value("open", breaker.open().toString());
    value("trials", Integer.toString(breaker.trials()));
    value("attempts", Integer.toString(reliability.retry().attempts()));
    value("pause", reliability.retry().pause().toString());
  }

  private void resource(Resource resource) {
    value("resource", resource.id());
    value("source", resource.source());
    value("schema", resource.schema());
    value("table", resource.table());
    bilingual("title", resource.title());
    bilingual("summary", resource.summary());
    value("area", resource.area());
    value("department", resource.department());
    value("theme", resource.theme());
    value("updateFrequency", resource.updateFrequency());
    values("tag", resource.tags());
    value("openness", resource.openness().name());
    resource.roles().ifPresent(this::roles);
    values("primaryKey", resource.primaryKey());
    resource.fields().forEach(this::field);
    resource
        .view()
        .ifPresent(
            view -> {
              value("view", view.statement());
              value("barrier", Boolean.toString(view.barrier()));
            });
    resource
        .operation()
        .ifPresent(
            operation ->
                OperationText.write(operation)
                    .forEach(line -> value("operation." + line.key(), line.value())));
  }

  private void roles(Roles roles) {
    optional("parent", roles.parent());
    map("link", roles.link());
    for (Roles.RoleColumn column : roles.columns()) {
      value("role", column.column());
      value("relation", column.relation().name());
    }
    map("switch", roles.switches());
  }

  private void field(Field field) {
    value("field", field.name());
    bilingual("title", field.title());
    optional("official", field.official());
    value("sic", Boolean.toString(field.sic()));
    value("type", field.type().name());
    value("sql", field.sqlType());
    value("length", Integer.toString(field.length()));
    value("format", field.format());
    value("nullable", Boolean.toString(field.nullable()));
    optional("codeSet", field.codeSet());
    optional("sensitivity", field.sensitivity().map(Enum::name));
    values("category", field.categories());
    values("detected", field.detected());
    value("openness", field.openness().name());
    value("example", field.example());
    field.meaning().ifPresent(meaning -> bilingual("meaning", meaning));
  }

  private void bilingual(String key, Bilingual bilingual) {
    value(key + ".zh", bilingual.zh());
    value(key + ".en", bilingual.en());
  }

  private void optional(String key, Optional<String> value) {
    value.ifPresent(present -> value(key, present));
  }

  private void values(String key, List<String> values) {
    values.forEach(value -> value(key, value));
  }

  private void map(String key, Map<String, String> map) {
    map.forEach(
        (name, value) -> {
          value(key, name);
          value(key + ".value", value);
        });
  }

  private void value(String key, String value) {
    text.append(key).append(' ').append(value.length()).append(' ').append(value).append('\n');
  }
}
