package io.tidegate.engine.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Switches of the Java machine that stand behind everything else: nothing is deserialised into what
 * it likes, nobody attaches to the process, no management port is open. The launcher sets them; an
 * engine that was started without it says what is missing.
 */
final class JvmHardening {
  static final String SERIAL_FILTER = "jdk.serialFilter";
  static final String NO_ATTACH = "-XX:+DisableAttachMechanism";
  static final String HEADLESS = "java.awt.headless";
  static final String REMOTE_JMX = "com.sun.management.jmxremote.port";

  private JvmHardening() {}

  /**
   * What is not as it must be, in the words of the command line; empty when all is.
   *
   * @param arguments of the Java machine
   */
  static List<String> missing(Properties properties, List<String> arguments) {
    List<String> missing = new ArrayList<>();
    String filter = properties.getProperty(SERIAL_FILTER, "");
    if (!filter.endsWith("!*")) {
      missing.add("-D" + SERIAL_FILTER + " with an allow-list that ends in !*");
    }
    if (!arguments.contains(NO_ATTACH)) {
      missing.add(NO_ATTACH);
    }
    if (!properties.getProperty(HEADLESS, "").equals("true")) {
      missing.add("-D" + HEADLESS + "=true");
    }
    if (properties.containsKey(REMOTE_JMX)) {
      missing.add("no -D" + REMOTE_JMX);
    }
    return missing;
  }
}
