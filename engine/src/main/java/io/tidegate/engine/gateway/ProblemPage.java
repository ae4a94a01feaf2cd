package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.text.Bilingual;

/**
 * The page every problem document refers to: each code, what it means and what can be done, in both
 * languages.
 */
final class ProblemPage {
  private static final String STYLE =
      "body{font:16px/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b2a33}"
          + "section{border-top:1px solid #cfd8dc;padding:.5rem 0}h2{font:600 1rem ui-monospace,monospace;margin:.5rem 0 0}"
          + ":target{background:#fff8e1}p{margin:.2rem 0}";

  private ProblemPage() {}

  /** The page as HTML. */
  static String render() {
    StringBuilder html = new StringBuilder(16_384);
    html.append("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>问题代码 · Problem codes</title><style>")
        .append(STYLE)
        .append("</style></head>\n<body>\n<h1>问题代码 <span lang=\"en\">Problem codes</span></h1>\n");
    for (ProblemCode code : ProblemCode.values()) {
      html.append("<section id=\"")
          .append(escape(code.id()))
          .append("\"><h2>")
          .append(escape(code.id()));
      html.append(" · HTTP ").append(code.status()).append("</h2>\n");
      paragraph(html, code.title());
      paragraph(html, code.hint());
      if (code.retryable()) {
        paragraph(html, new Bilingual("可稍后以相同请求重试", "the same request may succeed later"));
      }
      html.append("</section>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static void paragraph(StringBuilder html, Bilingual text) {
    html.append("<p>").append(escape(text.zh())).append("<br><span lang=\"en\">");
    html.append(escape(text.en())).append("</span></p>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
