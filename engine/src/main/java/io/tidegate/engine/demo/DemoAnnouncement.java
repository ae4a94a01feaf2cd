package io.tidegate.engine.demo;

import java.nio.file.Path;
import java.util.List;

/** What the demo prints when it is ready: where it is, who may come in, and three calls to try. */
public final class DemoAnnouncement {
  private static final List<Call> CALLS =
      List.of(
          new Call(
              CastMember.PRINCIPAL,
              "/api/dec/v1/declarations/379120241000000004",
              "the trader sees its own declaration, prices and all"),
          new Call(
              CastMember.AGENT,
              "/api/dec/v1/declarations/379120241000000004",
              "its broker sees the same one without the prices"),
          new Call(
              CastMember.OTHER,
              "/api/dec/v1/declarations/379120241000000004",
              "for everybody else it does not exist"));

  private DemoAnnouncement() {}

  /** The text, several lines, ending with a line break. */
  public static String text(DemoSecrets secrets, Path file) {
    StringBuilder text = new StringBuilder();
    text.append("\nTidegate demo is ready at ")
        .append(secrets.baseUrl())
        .append("\n\nIn the browser: ");
    text.append(secrets.baseUrl()).append("/ui/\n\nLogins\n");
    secrets.logins().forEach((login, password) -> line(text, login, password));
    text.append("\nKeys\n");
    secrets.keys().forEach((member, key) -> line(text, member, key));
    text.append("\nTry\n");
    for (Call call : CALLS) {
      text.append("  # ").append(call.shows()).append('\n');
      text.append("  curl -H 'X-API-Key: ")
          .append(secrets.keys().get(call.member().word()))
          .append("' ")
          .append(secrets.baseUrl())
          .append(call.path())
          .append('\n');
    }
    text.append("\nAll of this also stands in ").append(file).append("\nCtrl-C stops it.\n");
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ")
        .append(name)
        .append(" ".repeat(14 - name.length()))
        .append(value)
        .append('\n');
  }

  private record Call(CastMember member, String path, String shows) {}
}
