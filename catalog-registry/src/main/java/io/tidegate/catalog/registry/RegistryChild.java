package io.tidegate.catalog.registry;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * What the process of the embedded registry starts with: the server's own start, and an end when
 * the engine is gone, however it went. It is copied beside the server, so it uses nothing else of
 * the product.
 */
public final class RegistryChild {
  private RegistryChild() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("engine-watch").start(RegistryChild::endWithTheEngine);
    try {
      Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the registry does not start", e.getCause());
    }
  }

  /** The engine holds the other end and writes nothing: it ends when the engine does. */
  private static void endWithTheEngine() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes
      }
    } catch (IOException e) {
      // closed as well
    }
    System.exit(0);
  }
}
