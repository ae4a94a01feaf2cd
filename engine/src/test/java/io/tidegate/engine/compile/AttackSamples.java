package io.tidegate.engine.compile;

import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.Certificate.CertifiedHeader;
import io.tidegate.engine.plan.Certificate.CertifiedOutput;
import io.tidegate.engine.plan.Certificate.Proof;
import io.tidegate.route.catalog.ColumnId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attacks of {@code samples/attacks}, each with what its first lines expect of it. */
public final class AttackSamples {
  private static final Path FOLDER = Samples.FOLDERS.root().resolve("attacks").resolve("sql");
  private static final Pattern VERDICT =
      Pattern.compile("# vector (\\d+): (accepted|refused with (\\S+) at (.*))");

  private static final String ANSWER = "# => ";

  private AttackSamples() {}

  /**
   * One attack.
   *
   * @param vector the number of the leak vector it is a form of
   * @param refusals code and underlined text of each expected diagnostic; none if it is accepted
   * @param fields each output of a read, if it is accepted
   * @param answer members of the answer, with all they come from
   */
  public record Attack(
      Path file,
      int vector,
      List<String> refusals,
      List<String> fields,
      List<String> answer,
      byte[] text) {
    public Attack {
      Objects.requireNonNull(file, "file");
      refusals = List.copyOf(refusals);
      fields = List.copyOf(fields);
      answer = List.copyOf(answer);
      text = text.clone();
    }

    public boolean accepted() {
      return refusals.isEmpty();
    }

    public String name() {
      return file.getFileName().toString();
    }
  }

  public static List<Attack> read() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Attack> attacks = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        attacks.add(read(file));
      }
      return attacks;
    }
  }

  private static Attack read(Path file) throws IOException {
    List<String> refusals = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    List<String> answer = new ArrayList<>();
    int vector = 0;
    for (String line : Files.readAllLines(file)) {
      Matcher verdict = VERDICT.matcher(line);
      if (verdict.matches()) {
        vector = Integer.parseInt(verdict.group(1));
        if (verdict.group(3) != null) {
          refusals.add(verdict.group(3) + " at " + verdict.group(4));
        }
      } else if (line.startsWith(ANSWER)) {
        answer.add(line.substring(ANSWER.length()));
      } else if (line.startsWith("# ") && refusals.isEmpty()) {
        fields.add(line.substring(2));
      } else {
        break;
      }
    }
    boolean accepted = !fields.isEmpty() || !answer.isEmpty();
    if (vector == 0 || refusals.isEmpty() != accepted) {
      throw new IllegalStateException(file + " does not say what is expected of it");
    }
    return new Attack(file, vector, refusals, fields, answer, Files.readAllBytes(file));
  }

  /** A field of a certificate in the words of the first lines. */
  static String describe(CertifiedOutput field) {
    String masks =
        field.proof().masks().entrySet().stream()
            .map(mask -> mask.getKey().name().toLowerCase(Locale.ROOT) + " " + mask.getValue())
            .collect(Collectors.joining(", "));
    return field.name() + ":" + lineage(field.proof()) + "; " + masks;
  }

  /** A member of the answer in the words of the first lines. */
  static String describe(CertifiedField field) {
    return field.path() + ":" + lineage(field.proof());
  }

  /** A header of the answer in the words of the first lines. */
  static String describe(CertifiedHeader header) {
    return header.name() + ":" + lineage(header.proof());
  }

  private static String lineage(Proof proof) {
    String from = proof.sources().isEmpty() ? "" : " from " + names(proof.sources());
    String by = proof.control().isEmpty() ? "" : " by " + names(proof.control());
    return (from + by).isEmpty() ? " from nothing" : from + by;
  }

  private static String names(List<ColumnId> columns) {
    return columns.stream()
        .map(column -> column.schema() + "." + column.table() + "." + column.column())
        .collect(Collectors.joining(", "));
  }
}
