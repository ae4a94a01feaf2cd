package io.tidegate.engine.proposal;

import java.util.Locale;
import java.util.Set;

/** The forms of names the catalog takes, made of those that sources use. */
final class Words {
  private static final int LONGEST = 60;

  private Words() {}

  /** With underscores, such as {@code bill_no} for {@code BillNo}. */
  static String snake(String written) {
    String apart =
        written
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .toLowerCase(Locale.ROOT)
            .replaceAll("^[_0-9]+|_+$", "");
    String cut = apart.length() > LONGEST ? apart.substring(0, LONGEST) : apart;
    return cut.isEmpty() ? "field" : cut;
  }

  /** Such as {@code billNo} for {@code BILL_NO}. */
  static String camel(String written) {
    StringBuilder camel = new StringBuilder();
    for (String word : snake(written).split("_+")) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }

  /** The words of a name with blanks between them. */
  static String spaced(String written) {
    return snake(written).replace('_', ' ');
  }

  /** The name itself, or with the first number behind it that makes it another than those taken. */
  static String unique(String name, Set<String> taken, String separator) {
    String unique = name;
    for (int number = 2; !taken.add(unique); number++) {
      unique = name + separator + number;
    }
    return unique;
  }
}
