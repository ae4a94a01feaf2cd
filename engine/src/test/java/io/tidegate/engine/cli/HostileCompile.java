package io.tidegate.engine.cli;

import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.testing.Effects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compiles everything hostile there is, in a process of its own, and prints what it did to this
 * process: a line for each effect, and last how many documents there were.
 */
final class HostileCompile {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Path marker;
  private final List<String> found = new ArrayList<>();

  private HostileCompile(Path marker) {
    this.marker = marker;
  }

  /**
   * @param arguments the file the attacks would make
   */
  public static void main(String[] arguments) throws IOException {
    HostileCompile run = new HostileCompile(Path.of(arguments[0]));
    Map<String, byte[]> documents = run.documents();
    // what is loaded and started for the first of them is none of their doing
    run.pass(documents, false);
    Effects.classes();
    Set<String> before = Effects.classes();
    run.pass(documents, true);
    Set<String> classes = Effects.classes();
    classes.removeAll(before);
    // a class of a library may be needed late; one that is made of a text has no file
    classes.removeIf(
        name ->
            name.startsWith("java.lang.invoke")
                || ClassLoader.getSystemResource(name.replace('.', '/') + ".class") != null);
    classes.forEach(name -> run.found.add("class " + name));
    run.found.forEach(System.out::println);
    System.out.println(documents.size() + " documents");
  }

  private Map<String, byte[]> documents() throws IOException {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> each : HostileInputs.corpora().entrySet()) {
      String text = new String(each.getValue(), StandardCharsets.ISO_8859_1);
      documents.put(
          each.getKey(),
          text.replace("MARKER", marker.toString()).getBytes(StandardCharsets.ISO_8859_1));
    }
    return documents;
  }

  private void pass(Map<String, byte[]> documents, boolean warm) throws IOException {
    Set<String> threads = Effects.threads();
    List<Long> children = Effects.children();
    Set<String> sockets = Effects.sockets();
    Set<String> files = files();
    for (Map.Entry<String, byte[]> document : documents.entrySet()) {
      String name = document.getKey();
      Duration took = compile(name, document.getValue());
      if (warm && took.compareTo(SOON) >= 0) {
        // perhaps the machine was busy just then
        took = compile(name, document.getValue());
        tell(name + " took " + took, took.compareTo(SOON) >= 0);
      }
      tell(name + " made a file", Files.exists(marker));
    }
    tell("a process is there", !children.containsAll(Effects.children()));
    tell("a thread is there", warm && !threads.containsAll(Effects.threads()));
    tell("a socket is there", warm && !sockets.containsAll(Effects.sockets()));
    tell("a file is there", warm && !files.containsAll(files()));
  }

  private static Duration compile(String name, byte[] document) {
    long start = System.nanoTime();
    Samples.compiler().compile(name, document);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void tell(String effect, boolean seen) {
    if (seen) {
      found.add(effect);
    }
  }

  /** Those where a program would make some without being told where. */
  private static Set<String> files() throws IOException {
    Set<String> files = new TreeSet<>();
    for (String folder : List.of("user.dir", "java.io.tmpdir")) {
      try (Stream<Path> there = Files.list(Path.of(System.getProperty(folder)))) {
        there.map(Path::toString).forEach(files::add);
      }
    }
    return files;
  }
}
