package io.tidegate.engine.centre;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tidegate.engine.store.SourceStore.Proposal;
import io.tidegate.engine.store.SourceStore.RegisteredSource;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Registered sources as the files of a catalog folder: what is confirmed and nothing else. */
public final class CatalogTexts {
  private CatalogTexts() {}

  /** The file of a source. */
  static SourceText of(RegisteredSource source) {
    return new SourceText(
        source.id() + ".yaml",
        "source: "
            + source.id()
            + "\nkind: "
            + source.kind().name().toLowerCase(Locale.ROOT)
            + "\ntitle: { zh: "
            + quoted(source.title().zh())
            + ", en: "
            + quoted(source.title().en())
            + " }\n"
            + (source.kind().hasTables() ? "schema: " + source.schema() + "\n" : ""));
  }

  /** The file of a resource. */
  static SourceText of(Proposal proposal, String text) {
    return new SourceText(proposal.source() + "-" + proposal.name() + ".yaml", text);
  }

  /**
   * By the id of each source of which something is confirmed, its file and those of its resources.
   */
  public static Map<String, List<SourceText>> confirmed(
      List<RegisteredSource> sources, List<Proposal> confirmed) {
    Map<String, List<SourceText>> texts = new LinkedHashMap<>();
    for (RegisteredSource source : sources) {
      List<SourceText> files = new ArrayList<>();
      confirmed.stream()
          .filter(proposal -> proposal.source().equals(source.id()))
          .forEach(
              proposal -> proposal.confirmed().ifPresent(text -> files.add(of(proposal, text))));
      if (!files.isEmpty()) {
        files.addFirst(of(source));
        texts.put(source.id(), List.copyOf(files));
      }
    }
    return texts;
  }

  private static String quoted(String value) {
    // a JSON text is a YAML text
    return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
  }
}
