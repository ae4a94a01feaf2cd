package io.tidegate.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.breaker.Breaker;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.route.catalog.Reliability.Breaking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterBreakersIT {
  private static Breaking settings(Duration open) {
    return new Breaking(50, 4, Optional.empty(), 100, open, 1);
  }

  private static List<Breakers> all(Nodes nodes) {
    List<Breakers> all = new ArrayList<>();
    for (ClusterMember member : nodes.all()) {
      ClusterBreakers news = new ClusterBreakers(member);
      Breakers breakers = new Breakers(news);
      news.followedBy(breakers);
      all.add(breakers);
    }
    return all;
  }

  private static void fail(Breaker breaker) {
    for (int i = 0; i < 4; i++) {
      breaker.enter();
      breaker.failed(Duration.ofMillis(1), new IllegalStateException());
    }
  }

  @Test
  void whatOneNodeFindsNotAnsweringNoneAsksUntilItAnswersAgain() throws InterruptedException {
    try (Nodes nodes = Nodes.of(3)) {
      Duration open = Duration.ofSeconds(2);
      List<Breaker> terminal =
          all(nodes).stream().map(node -> node.of("terminal", settings(open))).toList();

      fail(terminal.get(0));
      Eventually.holds(() -> terminal.stream().noneMatch(Breaker::enter));

      Thread.sleep(open.plusMillis(100));
      assertThat(terminal.get(1).enter()).as("who found it tries it first").isFalse();
      assertThat(terminal.get(0).enter()).isTrue();
      terminal.get(0).answered(Duration.ofMillis(1));
      Eventually.holds(() -> terminal.stream().allMatch(Breaker::enter));
    }
  }

  @Test
  void whoComesLaterIsToldAndWhoWasKilledIsNotWaitedFor() {
    try (Nodes nodes = Nodes.of(3)) {
      Duration open = Duration.ofSeconds(4);
      List<Breakers> early = all(nodes).subList(0, 2);
      fail(early.get(0).of("terminal", settings(open)));
      Breaker second = early.get(1).of("terminal", settings(open));
      Eventually.holds(second::isOpen);

      ClusterBreakers news = new ClusterBreakers(nodes.node(2));
      Breakers late = new Breakers(news);
      news.followedBy(late);
      Breaker third = late.of("terminal", settings(open));
      Eventually.holds(third::isOpen);

      nodes.kill(0);
      // a trial that is let through is used up, so each is asked by itself
      Eventually.holds(second::enter);
      Eventually.holds(third::enter);
    }
  }
}
