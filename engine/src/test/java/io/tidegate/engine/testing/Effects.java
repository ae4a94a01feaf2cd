package io.tidegate.engine.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process has and does, to tell whether something has changed it. */
public final class Effects {
  /** The open files of this process, on Linux. */
  public static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Effects() {}

  /** The names of its threads. */
  public static Set<String> threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null)
        .map(info -> info.getThreadName())
        // the runtime's own come and go as it sees fit
        .filter(
            name ->
                !name.matches(
                    "(C[12] CompilerThread|ForkJoinPool|surefire|Common-Cleaner|Cleaner|Attach).*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The processes it has started and that still run. */
  public static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).sorted().toList();
  }

  /** The sockets of this process; none where the system does not tell. */
  public static Set<String> sockets() throws IOException {
    Set<String> sockets = new TreeSet<>();
    if (Files.isDirectory(DESCRIPTORS)) {
      try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
        for (Path descriptor : descriptors.toList()) {
          if (Files.isSymbolicLink(descriptor)) {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:")) {
              sockets.add(target);
            }
          }
        }
      }
    }
    return sockets;
  }

  /** The names of its classes. */
  public static Set<String> classes() {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmClasses",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()})
          .toString()
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .map(words -> words[words.length - 1])
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
