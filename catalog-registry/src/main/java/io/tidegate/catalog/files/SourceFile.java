package io.tidegate.catalog.files;

import io.tidegate.route.catalog.Reliability;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlFields;
import java.util.Optional;

/** A source as its file describes it, with the place of its name. */
record SourceFile(Source source, Span named) {

  static Optional<SourceFile> read(YamlFields fields, Diagnostics diagnostics) {
    Optional<Located<String>> id = fields.requiredText("source");
    fields.requiredNode("kind");
    Optional<Source.Kind> kind = fields.oneOf("kind", Source.Kind.class);
    Optional<Bilingual> title = fields.requiredBilingual("title");
    boolean tables = kind.map(Source.Kind::hasTables).orElse(fields.has("schema"));
    Optional<Located<String>> schema = tables ? fields.requiredText("schema") : id;
    Reliability reliability = ReliabilityFields.read(fields, diagnostics);
    fields.end();
    id.ifPresent(name -> Names.checkSource(name, diagnostics));
    schema.filter(name -> tables).ifPresent(name -> Names.checkColumn(name, diagnostics));
    if (id.isEmpty() || kind.isEmpty() || title.isEmpty() || schema.isEmpty()) {
      return Optional.empty();
    }
    Source source =
        new Source(id.get().value(), kind.get(), title.get(), schema.get().value(), reliability);
    return Optional.of(new SourceFile(source, id.get().span()));
  }
}
