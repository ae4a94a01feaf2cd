package io.tidegate.bench.gateway;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Draws where the time of a recording went (Java Flight Recorder) as a flame graph: an SVG in which
 * each call is as wide as it has samples, above the one that called it.
 */
public final class FlameGraph {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 16;
  private static final double LEAST_WIDTH = 0.5;

  /** A call, with what it called. */
  static final class Frame {
    private final Map<String, Frame> calls = new TreeMap<>();
    private long samples;

    /**
     * Adds a sample.
     *
     * @param stack the outermost call first
     */
    void add(List<String> stack) {
      Frame frame = this;
      frame.samples++;
      for (String call : stack) {
        frame = frame.calls.computeIfAbsent(call, name -> new Frame());
        frame.samples++;
      }
    }

    private int depth() {
      return 1 + calls.values().stream().mapToInt(Frame::depth).max().orElse(0);
    }
  }

  private FlameGraph() {}

  /** Draws a recording into a file. */
  public static void draw(Path recording, Path svg) throws IOException {
    Frame all = new Frame();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          all.add(
              event.getStackTrace().getFrames().reversed().stream()
                  .filter(RecordedFrame::isJavaFrame)
                  .map(f -> f.getMethod().getType().getName() + "." + f.getMethod().getName())
                  .toList());
        }
      }
    }
    try (Writer out = Files.newBufferedWriter(svg)) {
      out.write(svg(all));
    }
  }

  static String svg(Frame all) {
    int height = all.depth() * HEIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"monospace\""
                + " font-size=\"11\">%n",
            WIDTH,
            height));
    frame(svg, "all", all, 0, height - HEIGHT, (double) WIDTH / Math.max(1, all.samples));
    return svg.append("</svg>\n").toString();
  }

  private static void frame(
      StringBuilder svg, String name, Frame frame, double left, int top, double scale) {
    double width = frame.samples * scale;
    if (width < LEAST_WIDTH) {
      return;
    }
    String safe = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    int letters = Math.min(safe.length(), (int) (width / 7));
    svg.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s: %d</title><rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\""
                + " fill=\"hsl(%d 80%% 70%%)\"/><text x=\"%.2f\" y=\"%d\">%s</text></g>%n",
            safe,
            frame.samples,
            left,
            top,
            width,
            HEIGHT - 1,
            20 + Math.floorMod(name.hashCode(), 40),
            left + 2,
            top + HEIGHT - 4,
            letters < 3 || safe.contains("&") ? "" : safe.substring(0, letters)));
    double at = left;
    for (Map.Entry<String, Frame> call : frame.calls.entrySet()) {
      frame(svg, call.getKey(), call.getValue(), at, top - HEIGHT, scale);
      at += call.getValue().samples * scale;
    }
  }
}
