package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class JvmHardeningTest {
  private static final List<String> ARGUMENTS = List.of("-Xmx1g", "-XX:+DisableAttachMechanism");

  private static Properties hardened() {
    Properties properties = new Properties();
    properties.setProperty("jdk.serialFilter", "java.base/java.lang.*;maxdepth=20;!*");
    properties.setProperty("java.awt.headless", "true");
    return properties;
  }

  @Test
  void nothingIsMissingWhereAllIsSet() {
    assertThat(JvmHardening.missing(hardened(), ARGUMENTS)).isEmpty();
  }

  @Test
  void eachSwitchIsMissedByItself() {
    Properties open = hardened();
    open.setProperty("jdk.serialFilter", "maxdepth=20");
    assertThat(JvmHardening.missing(open, ARGUMENTS))
        .containsExactly("-Djdk.serialFilter with an allow-list that ends in !*");

    assertThat(JvmHardening.missing(hardened(), List.of()))
        .containsExactly("-XX:+DisableAttachMechanism");

    Properties windows = hardened();
    windows.remove("java.awt.headless");
    assertThat(JvmHardening.missing(windows, ARGUMENTS))
        .containsExactly("-Djava.awt.headless=true");

    Properties managed = hardened();
    managed.setProperty("com.sun.management.jmxremote.port", "9010");
    assertThat(JvmHardening.missing(managed, ARGUMENTS))
        .containsExactly("no -Dcom.sun.management.jmxremote.port");
  }

  @Test
  void theLauncherSetsThem() throws IOException {
    assertThat(Files.readString(Path.of("..", "tidegate")))
        .contains(
            "-XX:+DisableAttachMechanism",
            "-Djava.awt.headless=true",
            "-Djdk.serialFilter=",
            ";!*");
  }
}
