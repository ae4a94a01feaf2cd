package io.tidegate.bench.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load by {@code wrk} (github.com/wg/wrk). */
final class WrkLoad implements Load {
  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in ");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern QUANTILE = Pattern.compile("(50|99)%\\s+([\\d.]+)(us|ms|s)");
  private static final Pattern WRONG = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern BROKEN = Pattern.compile("Socket errors.*");

  private final Path folder;

  /**
   * @param folder where its script and the paths are put
   */
  WrkLoad(Path folder) {
    this.folder = folder;
  }

  /** Whether it is installed. */
  static boolean isThere() {
    try {
      Process process = new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor();
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public String name() {
    return "wrk";
  }

  @Override
  public Answers run(Server server, List<String> paths, String key, int connections, Duration time)
      throws IOException, InterruptedException {
    Path list = folder.resolve("paths.txt");
    Files.write(list, paths.stream().map(server::path).toList());
    Path script = folder.resolve("paths.lua");
    Files.writeString(
        script,
        """
        local paths = {}
        for line in io.lines("%s") do paths[#paths + 1] = line end
        function init(arguments) math.randomseed(os.time()) end
        function request() return wrk.format("GET", paths[math.random(#paths)]) end
        """
            .formatted(list));
    Process process =
        new ProcessBuilder(
                "wrk",
                "--latency",
                "-t1",
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "30s",
                "-H",
                "X-API-Key: " + key,
                "-s",
                script.toString(),
                server.origin())
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("wrk failed: " + told);
    }
    return read(told);
  }

  static Answers read(String told) throws IOException {
    Matcher broken = BROKEN.matcher(told);
    if (broken.find()) {
      throw new IOException("the server broke off: " + broken.group());
    }
    long count = (long) number(COUNT, told);
    Matcher wrong = WRONG.matcher(told);
    long refused = wrong.find() ? Long.parseLong(wrong.group(1)) : 0;
    if (refused > count * Answers.TOLERATED) {
      throw new IOException("the server refused " + refused + " of " + count);
    }
    double median = Double.NaN;
    double slow = Double.NaN;
    Matcher quantile = QUANTILE.matcher(told);
    while (quantile.find()) {
      double millis =
          Double.parseDouble(quantile.group(2))
              * switch (quantile.group(3)) {
                case "us" -> 1e-3;
                case "ms" -> 1;
                default -> 1e3;
              };
      if (quantile.group(1).equals("50")) {
        median = millis;
      } else {
        slow = millis;
      }
    }
    return new Answers(count, number(RATE, told), median, slow);
  }

  private static double number(Pattern pattern, String told) throws IOException {
    Matcher matcher = pattern.matcher(told);
    if (!matcher.find()) {
      throw new IOException("wrk told what is not understood: " + told);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
