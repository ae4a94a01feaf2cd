package io.tidegate.engine.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.explain.Golden;
import java.io.IOException;

/**
 * A part of a page that a test writes, between {@code <!-- begin name … -->} and {@code <!-- end
 * name -->}. It is held against what the code says; {@code -Dgolden=update} writes it.
 */
final class GeneratedPart {
  private GeneratedPart() {}

  static void check(String path, String name, String content) throws IOException {
    Page page = Page.of(path);
    String text = page.text();
    int begin = text.indexOf("<!-- begin " + name + ":");
    int end = text.indexOf("<!-- end " + name + " -->");
    assertThat(begin).as(path + " has a part " + name).isNotNegative();
    assertThat(end).as(path + " ends the part " + name).isGreaterThan(begin);
    int contentBegin = text.indexOf("-->\n", begin) + "-->\n".length();
    Golden.check(page.file(), text.substring(0, contentBegin) + content + text.substring(end));
  }
}
