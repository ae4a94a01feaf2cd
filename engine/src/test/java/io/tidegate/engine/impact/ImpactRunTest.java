package io.tidegate.engine.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.compile.Samples;
import io.tidegate.route.text.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ImpactRunTest {
  private static ImpactRun run() throws Exception {
    Path file = Samples.FOLDERS.root().resolve("tutorial/declaration-goods.yaml");
    Standing goods =
        Standing.of(
            Samples.compiler()
                .resolve(new SourceText("goods.yaml", Files.readString(file)))
                .value()
                .orElseThrow());
    return new ImpactRun(Samples.compiler(), Samples.compiler(), List.of(goods, goods));
  }

  @Test
  void onePackAgainstItselfPlansNothing() throws Exception {
    ImpactRun run = run();
    Impact impact = run.run();

    assertThat(run.looked()).isEqualTo(run.total()).isEqualTo(2);
    assertThat(impact.planned()).isZero();
    assertThat(impact.services()).isEmpty();
    assertThat(impact.grade()).isEqualTo(Grade.NONE);
  }

  @Test
  void aRunThatIsCancelledHasNoOutcome() throws Exception {
    ImpactRun run = run();
    run.cancel();

    assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
    assertThat(run.looked()).isZero();
  }
}
