package io.tidegate.engine.cli;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.detect.DetectionReport;
import io.tidegate.engine.detect.DetectionReport.Looked;
import io.tidegate.engine.detect.ResourceDetection;
import io.tidegate.engine.source.SampledColumn;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.source.SourceSample;
import io.tidegate.engine.start.StartRefusedException;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Looks at some records of the configured sources, or of a file, and proposes labels. Exit code 0:
 * no label is too loose, 1: one is, or a source could not be read, 2: wrong usage.
 */
@Command(
    name = "detect",
    description = "Look at some records of sources or of a file, and propose labels.")
final class DetectCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 100_000;

  /** A file is looked at as far as this, which is some hundred thousand lines. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  @Spec private CommandSpec spec;
  @Mixin private AskedSources asked;

  @Option(
      names = "--resource",
      paramLabel = "ID",
      description = "Only this resource; may be repeated. With --file, what the file holds.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Look at this file of delimited text whose first line names the columns.")
  private Path file;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "How the file is written (default: ${DEFAULT-VALUE}).",
      defaultValue = "UTF-8")
  private Charset charset;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "What stands between columns of the file (default: a comma).",
      defaultValue = ",")
  private char delimiter;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Look at so many records of each resource (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private int rows;

  @Option(
      names = "--format",
      description = "text or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "text")
  private CheckCommand.Format format;

  @Override
  public Integer call() {
    if (rows < 1 || rows > MOST_ROWS) {
      throw new ParameterException(spec.commandLine(), "--rows is from 1 to " + MOST_ROWS);
    }
    if (file != null && only.isEmpty()) {
      return print(List.of(ofFile(Optional.empty())));
    }
    Outcome<CatalogSnapshot> catalog = asked.catalog();
    if (catalog.isRefused()) {
      CheckCommand.print(spec.commandLine().getErr(), catalog.diagnostics());
      return 1;
    }
    CatalogSnapshot snapshot = catalog.value().orElseThrow();
    for (String id : only) {
      if (snapshot.resource(id).isEmpty()) {
        throw new ParameterException(spec.commandLine(), "the catalog has no resource " + id);
      }
    }
    if (file != null) {
      if (only.size() > 1) {
        throw new ParameterException(spec.commandLine(), "a file holds one resource");
      }
      return print(List.of(ofFile(snapshot.resource(only.getFirst()))));
    }
    return print(snapshot);
  }

  private int print(CatalogSnapshot catalog) {
    List<Resource> resources =
        asked.chosen(catalog).stream()
            .filter(resource -> only.isEmpty() || only.contains(resource.id()))
            .toList();
    asked.known(resources);
    if (resources.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "the sources that are asked have no such resource");
    }
    try (ReachedSources sources = ReachedSources.open(catalog, asked.reading(), asked.inputs())) {
      return print(resources.stream().map(resource -> ofSource(sources, resource)).toList());
    } catch (StartRefusedException e) {
      spec.commandLine().getErr().println("tidegate: " + e.getMessage());
      return 1;
    }
  }

  private int print(List<Looked> looked) {
    DetectionReport report = new DetectionReport(looked);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> out.print(report.text());
      case JSON -> out.print(report.json());
    }
    out.flush();
    return report.allOk() ? 0 : 1;
  }

  private Looked ofSource(ReachedSources sources, Resource resource) {
    String name = resource.source() + "/" + resource.table();
    try {
      List<SampledColumn> sample =
          resource.operation().isPresent()
              ? SourceSample.operation(
                  sources.operations(),
                  resource,
                  sources.values(resource.operation().get()),
                  sources.deadline(),
                  rows)
              : SourceSample.table(sources.database(resource), resource, rows);
      return sample.isEmpty()
          ? failed(name, "没有可读的列", "there is no column that may be read")
          : looked(name, Optional.of(resource), sample);
    } catch (SourceFault e) {
      return failed(name, "来源没有应答", e.getMessage());
    } catch (SQLException e) {
      // the driver's message may hold the address, the user and values
      return failed(
          name,
          "无法读取数据库（SQLSTATE " + e.getSQLState() + "）",
          "the database cannot be read (SQLSTATE " + e.getSQLState() + ")");
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return failed(
          name,
          "输入或示例的类型不符，请用 --input 给出",
          "an input or example is not of its type; give one by --input");
    }
  }

  private Looked ofFile(Optional<Resource> resource) {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "the file " + file + " cannot be read", e);
    }
    return SourceSample.file(content, charset, delimiter, rows)
        .map(sample -> looked(file.toString(), resource, sample))
        .orElseGet(
            () ->
                failed(
                    file.toString(),
                    "首行不是可读的列名，请检查 --charset 和 --delimiter",
                    "the first line names no columns; look at --charset and --delimiter"));
  }

  private static Looked looked(
      String name, Optional<Resource> resource, List<SampledColumn> sample) {
    return new Looked(
        name,
        ResourceDetection.judge(resource, sample, LocalDate.now(ReachedSources.ZONE)),
        Optional.empty());
  }

  private static Looked failed(String name, String zh, String en) {
    return new Looked(name, List.of(), Optional.of(new Bilingual(zh, en)));
  }
}
