package io.tidegate.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlameGraphTest {
  @Test
  void aCallIsAsWideAsItHasSamplesAndStandsAboveItsCaller() {
    FlameGraph.Frame all = new FlameGraph.Frame();
    all.add(List.of("Main.run", "Read.<init>"));
    all.add(List.of("Main.run", "Write.go"));
    all.add(List.of("Main.run", "Write.go"));
    all.add(List.of("Other.run"));

    String svg = FlameGraph.svg(all);

    assertThat(svg)
        .contains("<title>all: 4</title><rect x=\"0.00\" y=\"32\" width=\"1600.00\"")
        .contains("<title>Main.run: 3</title><rect x=\"0.00\" y=\"16\" width=\"1200.00\"")
        .contains("<title>Read.&lt;init&gt;: 1</title><rect x=\"0.00\" y=\"0\" width=\"400.00\"")
        .contains("<title>Write.go: 2</title><rect x=\"400.00\" y=\"0\" width=\"800.00\"");
  }

  @Test
  void aRecordingOfNothingIsDrawn() {
    assertThat(FlameGraph.svg(new FlameGraph.Frame())).startsWith("<svg").endsWith("</svg>\n");
  }
}
