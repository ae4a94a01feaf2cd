package io.tidegate.engine.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.tidegate.engine.gateway.GatewaySettings;
import io.tidegate.engine.start.ReadingConfig;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The operator's table of keys is that of the configuration mappings. */
class ConfigurationTableTest {
  private static final Pattern VARIABLE =
      Pattern.compile("TIDEGATE_[A-Z][A-Z_]*[A-Z](_<ID>_[A-Z_]*[A-Z])?");

  @Test
  void everyKeyIsInTheTableWithItsVariableAndItsDefaultAndNoOther() throws IOException {
    SortedMap<String, String> listed = new TreeMap<>();
    for (var row : Page.of("docs/operator/README.md").tableRows()) {
      String key = row.getFirst().replace("`", "");
      if (key.startsWith("tidegate.")) {
        assertThat(row.get(1)).as("variable of " + key).isEqualTo("`" + variable(key) + "`");
        assertThat(row.get(3)).as("what " + key + " is").isNotBlank();
        listed.put(key, row.get(2).replace("`", ""));
      }
    }
    assertThat(listed).isEqualTo(keys());
  }

  @Test
  void everyVariableThatAPageNamesIsRead() throws IOException {
    SortedSet<String> known = new TreeSet<>();
    keys().keySet().forEach(key -> known.add(variable(key)));
    Matcher launcher = VARIABLE.matcher(Files.readString(Page.ROOT.resolve("tidegate")));
    while (launcher.find()) {
      known.add(launcher.group());
    }
    for (Page page : Page.all()) {
      Matcher named = VARIABLE.matcher(page.text());
      while (named.find()) {
        assertThat(known)
            .as(page + " names " + named.group())
            .anyMatch(
                variable ->
                    variable.equals(named.group())
                        || named.group().matches(variable.replace("<ID>", "[A-Z]+")));
      }
    }
  }

  @Test
  void aVariableReachesTheKeyItStandsForAlsoWhereTheKeyNamesASource() {
    Map<String, String> environment =
        Map.of(
            variable("tidegate.gateway.max-uri-bytes"), "100",
            variable("tidegate.reading.sources.<id>.url").replace("<ID>", "CUSTOMS"), "jdbc:x",
            variable("tidegate.reading.sources.<id>.user").replace("<ID>", "CUSTOMS"), "reader",
            variable("tidegate.reading.sources.<id>.password").replace("<ID>", "CUSTOMS"), "p");
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new EnvConfigSource(environment, 300))
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withMapping(ReadingConfig.class)
            .withMapping(GatewaySettings.class)
            .build();

    assertThat(config.getConfigMapping(GatewaySettings.class).maxUriBytes()).isEqualTo(100);
    ReadingConfig reading = config.getConfigMapping(ReadingConfig.class);
    assertThat(reading.sources()).containsOnlyKeys("customs");
    assertThat(reading.sources().get("customs").user()).contains("reader");
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /** Every key with its default, empty when it has none. */
  private static SortedMap<String, String> keys() {
    SortedMap<String, String> keys = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tidegate.engine")) {
      if (type.isAnnotatedWith(ConfigMapping.class)) {
        add(keys, type.reflect().getAnnotation(ConfigMapping.class).prefix(), type.reflect());
      }
    }
    assertThat(keys).hasSizeGreaterThan(15);
    return keys;
  }

  private static void add(SortedMap<String, String> keys, String prefix, Class<?> mapping) {
    for (Method method : mapping.getDeclaredMethods()) {
      String key = prefix + "." + kebab(method.getName());
      if (method.getReturnType() == Map.class) {
        for (Class<?> inner : mapping.getDeclaredClasses()) {
          add(keys, key + ".<id>", inner);
        }
      } else {
        WithDefault otherwise = method.getAnnotation(WithDefault.class);
        keys.put(key, otherwise == null ? "" : otherwise.value());
      }
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
