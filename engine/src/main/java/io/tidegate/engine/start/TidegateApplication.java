package io.tidegate.engine.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.tidegate.engine.demo.DemoAnnouncement;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.route.sql.PgGrammar;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** The running engine, from the moment everything is served until it is told to stop. */
@Dependent
public class TidegateApplication implements QuarkusApplication {
  private final DemoConfig demo;
  private final EngineConfig engine;
  private final DemoFile demoFile;

  @Inject
  TidegateApplication(DemoConfig demo, EngineConfig engine, DemoFile demoFile) {
    this.demo = demo;
    this.engine = engine;
    this.demoFile = demoFile;
  }

  @Override
  public int run(String... arguments) {
    if (demo.enabled()) {
      demoFile
          .read()
          .ifPresent(secrets -> System.out.print(DemoAnnouncement.text(secrets, demoFile.path())));
    } else {
      System.out.println("Tidegate listens at http://" + engine.host() + ":" + engine.port());
    }
    System.out.flush();
    PgGrammar.rest();
    StartHeap.giveBack();
    Quarkus.waitForExit();
    return 0;
  }
}
