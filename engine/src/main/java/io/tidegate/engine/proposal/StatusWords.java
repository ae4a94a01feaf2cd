package io.tidegate.engine.proposal;

import io.tidegate.route.catalog.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the value of a reply that says whether a call worked, by its name and its values. */
final class StatusWords {
  private static final Pattern NAME =
      Pattern.compile("(result|return|ret|rtn|response|resp)_(code|status)");
  private static final Pattern TEXT =
      Pattern.compile("(result|return|ret|rtn|response|resp)_(info|message|msg|desc|text)");
  private static final Pattern SUCCESS = Pattern.compile("(?i)成功|success|\\bok\\b");
  private static final Pattern ABSENT = Pattern.compile("(?i)无此|不存在|not found|no such");
  private static final Pattern BUSY = Pattern.compile("(?i)维护|稍后|繁忙|busy|later|maintenance");

  private StatusWords() {}

  /** Whether a value says in words how a call went; that is no data. */
  static boolean isText(Leaf leaf) {
    return TEXT.matcher(Words.snake(leaf.name())).matches();
  }

  /** The status, if this value tells it; which texts mean what may be unknown still. */
  static Optional<Binding.Status> status(String at, Leaf leaf) {
    if (!NAME.matcher(Words.snake(leaf.name())).matches()) {
      return Optional.empty();
    }
    List<String> success = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    List<String> busy = new ArrayList<>();
    for (Map.Entry<String, String> value : leaf.values().entrySet()) {
      // "not found" before "ok": a text may say both, and no record is the safer reading
      if (ABSENT.matcher(value.getValue()).find()) {
        absent.add(value.getKey());
      } else if (BUSY.matcher(value.getValue()).find()) {
        busy.add(value.getKey());
      } else if (SUCCESS.matcher(value.getValue()).find()) {
        success.add(value.getKey());
      }
    }
    return Optional.of(new Binding.Status(at, success, absent, busy));
  }
}
