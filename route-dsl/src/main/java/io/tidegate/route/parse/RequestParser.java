package io.tidegate.route.parse;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.definition.RequestDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode.Entry;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The request part of a service document. */
final class RequestParser {
  private static final Pattern SEGMENT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern PARAMETER_SEGMENT = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");
  private static final Pattern PARAMETER_NAME = Pattern.compile("[a-z][A-Za-z0-9]*");
  private static final int MAX_LENGTH = 1024;
  private static final int MAX_SEGMENTS = 12;

  /** Query parameters the gateway itself reads. */
  private static final List<String> RESERVED = List.of("cursor", "limit");

  private final Diagnostics diagnostics;

  RequestParser(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Optional<RequestDefinition> request(YamlFields fields) {
    Optional<Located<String>> path = fields.text("get");
    if (path.isEmpty()) {
      diagnostics.error(ServiceCode.METHOD, fields.span(), "`request` needs `get:` with the path");
    }
    Set<String> inPath = new LinkedHashSet<>();
    path.ifPresent(p -> path(p, inPath));
    List<ParameterDefinition> parameters = new ArrayList<>();
    for (Entry entry : fields.entries("parameters")) {
      YamlFields.of(entry.value(), "a parameter", diagnostics)
          .flatMap(f -> parameter(entry.key(), f))
          .ifPresent(parameters::add);
    }
    fields.end();
    for (ParameterDefinition parameter : parameters) {
      boolean declared = inPath.remove(parameter.name().value());
      if (declared != (parameter.in() == ParameterDefinition.Place.PATH)) {
        diagnostics.error(
            ServiceCode.PATH_PARAMETER,
            parameter.name().span(),
            declared
                ? "`" + parameter.name() + "` stands in the path and is declared elsewhere"
                : "`"
                    + parameter.name()
                    + "` is declared `in: path` and does not stand in the path");
      }
    }
    for (String left : inPath) {
      path.ifPresent(
          p ->
              diagnostics.error(
                  ServiceCode.PATH_PARAMETER,
                  p.span(),
                  "`{" + left + "}` of the path is not declared"));
    }
    return path.map(p -> new RequestDefinition(p, parameters));
  }

  private void path(Located<String> path, Set<String> parameters) {
    String[] segments = path.value().split("/", -1);
    if (segments.length < 2 || !segments[0].isEmpty() || segments.length > MAX_SEGMENTS) {
      diagnostics.error(
          ServiceCode.PATH,
          path.span(),
          "`"
              + path.value()
              + "` must begin with / and have at most "
              + (MAX_SEGMENTS - 1)
              + " segments");
      return;
    }
    for (int i = 1; i < segments.length; i++) {
      String segment = segments[i];
      var parameter = PARAMETER_SEGMENT.matcher(segment);
      if (parameter.matches()) {
        if (!parameters.add(parameter.group(1))) {
          diagnostics.error(
              ServiceCode.PATH_PARAMETER,
              path.span(),
              "`{" + parameter.group(1) + "}` stands twice in the path");
        }
      } else if (!SEGMENT.matcher(segment).matches()) {
        diagnostics.error(ServiceCode.PATH, path.span(), "`" + segment + "` is no path segment");
      } else if (segment.startsWith("proxy")) {
        // camel-platform-http treats a path that starts like this as a request to forward
        // (CVE-2026-85316)
        diagnostics.error(
            ServiceCode.RESERVED, path.span(), "a path segment must not begin with `proxy`");
      }
    }
  }

  private Optional<ParameterDefinition> parameter(Located<String> name, YamlFields fields) {
    if (!PARAMETER_NAME.matcher(name.value()).matches() || name.value().length() > 64) {
      diagnostics.error(
          ServiceCode.NAME,
          name.span(),
          "`" + name.value() + "` is no name for a parameter",
          "use letters and digits, beginning with a small letter");
    }
    if (RESERVED.contains(name.value())) {
      diagnostics.error(
          ServiceCode.RESERVED,
          name.span(),
          "`" + name.value() + "` is read by the platform itself, for paging");
    }
    if (name.value().toLowerCase(Locale.ROOT).startsWith("camel")) {
      // no parameter becomes a header of Camel's, which steer its components in any spelling of
      // their names; a name that could be one is not needed either (CVE-2025-27636)
      diagnostics.error(
          ServiceCode.RESERVED,
          name.span(),
          "the name of a parameter must not begin with `camel`, as `" + name.value() + "` does");
    }
    fields.requiredNode("in");
    Optional<ParameterDefinition.Place> in = fields.oneOf("in", ParameterDefinition.Place.class);
    fields.requiredNode("type");
    Optional<FieldType> type = fields.oneOf("type", FieldType.class);
    type.filter(t -> t == FieldType.OBJECT)
        .ifPresent(
            t ->
                diagnostics.error(
                    YamlCode.VALUE,
                    fields.span("type"),
                    "a parameter is a single value, not an object"));
    Optional<ParameterFormat> format = fields.text("format").flatMap(this::format);
    boolean required =
        fields.flag("required", in.map(p -> p == ParameterDefinition.Place.PATH).orElse(false));
    int maxLength =
        fields.integer("maxLength", 1, MAX_LENGTH).orElse(ParameterDefinition.DEFAULT_MAX_LENGTH);
    var minimum = fields.integer("minimum", Integer.MIN_VALUE, Integer.MAX_VALUE);
    var maximum = fields.integer("maximum", Integer.MIN_VALUE, Integer.MAX_VALUE);
    List<Located<String>> allowed = fields.texts("enum");
    Optional<Located<String>> otherwise = fields.text("default");
    Optional<Bilingual> title = fields.requiredBilingual("title");
    Optional<String> example = fields.text("example").map(Located::value);
    fields.end();
    if (in.isEmpty() || type.isEmpty() || title.isEmpty()) {
      return Optional.empty();
    }
    boolean numeric = type.get() == FieldType.INTEGER || type.get() == FieldType.NUMBER;
    if (!numeric && (minimum.isPresent() || maximum.isPresent())) {
      diagnostics.error(
          ServiceCode.PARAMETER,
          name.span(),
          "`minimum` and `maximum` are for numbers, and `" + name + "` is none");
    }
    if (minimum.isPresent() && maximum.isPresent() && minimum.getAsInt() > maximum.getAsInt()) {
      diagnostics.error(ServiceCode.PARAMETER, name.span(), "`minimum` is greater than `maximum`");
    }
    if (format.isPresent() && type.get() != FieldType.STRING) {
      diagnostics.error(
          ServiceCode.PARAMETER, name.span(), "`format` is for texts, and `" + name + "` is none");
    }
    if (in.get() == ParameterDefinition.Place.PATH && !required) {
      diagnostics.error(
          ServiceCode.PARAMETER, name.span(), "a parameter in the path is always required");
    }
    for (Located<String> value : allowed) {
      wellTyped(value, type.get());
    }
    otherwise.ifPresent(
        value -> {
          wellTyped(value, type.get());
          if (required) {
            diagnostics.error(
                ServiceCode.PARAMETER,
                value.span(),
                "a required parameter has no use for a default");
          }
          if (!allowed.isEmpty() && !allowed.contains(value)) {
            diagnostics.error(
                ServiceCode.PARAMETER,
                value.span(),
                "the default `" + value + "` is not among the accepted values");
          }
        });
    return Optional.of(
        new ParameterDefinition(
            name,
            in.get(),
            type.get(),
            format,
            required,
            maxLength,
            minimum,
            maximum,
            allowed.stream().map(Located::value).toList(),
            otherwise.map(Located::value),
            title.get(),
            example));
  }

  private Optional<ParameterFormat> format(Located<String> written) {
    Optional<ParameterFormat> format = ParameterFormat.ofWord(written.value());
    if (format.isEmpty()) {
      diagnostics.unknown(
          YamlCode.VALUE,
          written.span(),
          "`"
              + written
              + "` is not a known format; known: "
              + String.join(", ", ParameterFormat.words()),
          written.value(),
          ParameterFormat.words());
    }
    return format;
  }

  private void wellTyped(Located<String> value, FieldType type) {
    boolean fits;
    try {
      fits =
          switch (type) {
            case STRING -> true;
            case INTEGER -> Long.toString(Long.parseLong(value.value())).equals(value.value());
            case NUMBER -> new BigDecimal(value.value()).precision() <= 38;
            case BOOLEAN -> value.value().equals("true") || value.value().equals("false");
            case DATE -> LocalDate.parse(value.value()) != null;
            case DATE_TIME -> OffsetDateTime.parse(value.value()) != null;
            case OBJECT -> false;
          };
    } catch (NumberFormatException | DateTimeException e) {
      fits = false;
    }
    if (!fits) {
      diagnostics.error(
          ServiceCode.PARAMETER, value.span(), "`" + value + "` is not of type " + type.word());
    }
  }
}
