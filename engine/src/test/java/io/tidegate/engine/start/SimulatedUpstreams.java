package io.tidegate.engine.start;

import static io.restassured.RestAssured.given;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes the simulated sources of a demo fail, by the path they have for that. */
@Singleton
public final class SimulatedUpstreams {
  @Inject SampleSources sources;

  /**
   * Lets a source fail until it recovers.
   *
   * @param fault such as {@code unavailable}, {@code timeout} or {@code garbage}
   */
  public void fail(String source, String fault) {
    control(source, fault);
  }

  public void recover(String source) {
    control(source, "none");
  }

  private void control(String source, String path) {
    given()
        .baseUri(sources.addresses().get(source).toString())
        .post("/_control/" + path)
        .then()
        .statusCode(200);
  }
}
