package io.tidegate.engine.emit;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageResolver;

/**
 * Keeps Camel to what the emitter needs: whatever jar comes along with a library, no other
 * component, language or data format can be resolved in this process. What a route may do is
 * decided by the compiler; this stands behind it.
 */
final class ClosedCamel {
  /** Between the routes of a plan. */
  static final List<String> COMPONENTS = List.of("direct");

  /** For the number of turns of a loop, and what Camel's own start asks for. */
  static final List<String> LANGUAGES = List.of("constant", "simple");

  private ClosedCamel() {}

  /** Closes a context that has not resolved anything yet. */
  static void close(CamelContext camel) {
    var plugins = camel.getCamelContextExtension();
    ComponentResolver components = plugins.getContextPlugin(ComponentResolver.class);
    plugins.addContextPlugin(
        ComponentResolver.class,
        (name, context) ->
            COMPONENTS.contains(name) ? components.resolveComponent(name, context) : null);
    LanguageResolver languages = plugins.getContextPlugin(LanguageResolver.class);
    plugins.addContextPlugin(
        LanguageResolver.class,
        (name, context) -> {
          if (!LANGUAGES.contains(name)) {
            throw new NoSuchLanguageException(name);
          }
          return languages.resolveLanguage(name, context);
        });
    plugins.addContextPlugin(DataFormatResolver.class, (name, context) -> null);
    // what was bound while the application was built is found before any resolver is asked
    unbind(camel, Component.class, COMPONENTS);
    unbind(camel, Language.class, LANGUAGES);
    unbind(camel, DataFormat.class, List.of());
  }

  private static <T> void unbind(CamelContext camel, Class<T> type, List<String> kept) {
    for (String name : camel.getRegistry().findByTypeWithName(type).keySet()) {
      if (!kept.contains(name) && !kept.contains(name.replaceFirst("-[a-z]+$", ""))) {
        camel.getRegistry().unbind(name);
      }
    }
  }
}
