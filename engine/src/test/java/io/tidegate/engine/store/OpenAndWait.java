package io.tidegate.engine.store;

import java.nio.file.Path;

/** Another process that opens the database of a data folder, for tests that kill it. */
public final class OpenAndWait {
  private OpenAndWait() {}

  public static void main(String[] arguments) throws Exception {
    PlatformDatabase database = TestDatabases.open(Path.of(arguments[0]));
    TestDatabases.run(
        database.platform(),
        "create table if not exists kept (line text)",
        "insert into kept values ('written before the kill')");
    System.out.println("open " + database.platform().url());
    Thread.sleep(Long.MAX_VALUE);
  }
}
