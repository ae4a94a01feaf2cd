package io.tidegate.catalog.files;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import java.util.regex.Pattern;

/**
 * The forms of names. Names become part of statements and paths, so nothing else may be in them.
 */
final class Names {
  /** PostgreSQL cuts longer names off without a word. */
  private static final int LONGEST = 63;

  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern CALLED = Pattern.compile("[a-z][A-Za-z0-9]*");
  private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private Names() {}

  /** Checks the name of a resource, schema, table or column. */
  static boolean checkColumn(Located<String> name, Diagnostics diagnostics) {
    return check(name, COLUMN, diagnostics);
  }

  /** Checks the name of a source, which may have hyphens. */
  static boolean checkSource(Located<String> name, Diagnostics diagnostics) {
    return check(name, SOURCE, diagnostics);
  }

  /** Checks the name of an operation or of an input. */
  static boolean checkCalled(Located<String> name, Diagnostics diagnostics) {
    return check(name, CALLED, diagnostics);
  }

  private static boolean check(Located<String> name, Pattern form, Diagnostics diagnostics) {
    if (name.value().length() <= LONGEST && form.matcher(name.value()).matches()) {
      return true;
    }
    diagnostics.error(CatalogCode.NAME, name.span(), "`" + name.value() + "` is no usable name");
    return false;
  }
}
