package io.tidegate.engine.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of the repository. */
public record Page(Path file, String text) {
  /** The root of the repository, seen from this module. */
  public static final Path ROOT = Path.of("..");

  private static final Pattern BLOCK =
      Pattern.compile("^```([^\\n]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  /**
   * A fenced block.
   *
   * @param info what stands behind the opening fence: a language, and for an example the file it is
   *     taken from
   */
  public record Block(String info, String text) {
    public String language() {
      return info.split(" ", 2)[0];
    }

    public String source() {
      return info.contains(" ") ? info.split(" ", 2)[1].strip() : "";
    }
  }

  public static Page of(String path) throws IOException {
    Path file = ROOT.resolve(path);
    return new Page(file, Files.readString(file));
  }

  /** The pages at the top of the repository, all below {@code docs}, and those of the samples. */
  public static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (String folder : List.of("", "docs", "samples")) {
      int depth = folder.isEmpty() ? 1 : Integer.MAX_VALUE;
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder), depth)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
          if (!file.toString().contains("target")) {
            pages.add(new Page(file, Files.readString(file)));
          }
        }
      }
    }
    return pages;
  }

  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** The targets of its links that lie in the repository, without what follows a hash. */
  public List<String> relativeLinks() {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(text);
    while (matcher.find()) {
      String target = matcher.group(1).replaceAll("#.*", "");
      if (!target.isEmpty() && !target.matches("[a-z]+:.*")) {
        links.add(target);
      }
    }
    return links;
  }

  /** The cells of every table row that begins with a code span, without the backticks around it. */
  public List<List<String>> tableRows() {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1))
        .map(cells -> Stream.of(cells).map(String::strip).toList())
        .toList();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
