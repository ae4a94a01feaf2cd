package io.tidegate.catalog.search;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Values people type because they have one: the form is what they look for. */
enum Shape {
  HS_CODE("hs-code", "[0-9]{4}([0-9]{2}){0,3}"),
  CONTAINER("iso6346", "[a-z]{3}[ujz][0-9]{7}"),
  ENTRY_ID("entry-id", "[0-9]{8}[01][0-9]{9}"),
  CREDIT_CODE("usci", "[0-9a-hj-npqrtuwxy]{18}"),
  IMO("imo", "(imo)?[0-9]{7}");

  private final String form;
  private final Pattern pattern;

  Shape(String form, String pattern) {
    this.form = form;
    this.pattern = Pattern.compile(pattern);
  }

  /** The forms such a value can have. */
  static List<String> forms(String typed) {
    return Arrays.stream(values())
        .filter(shape -> shape.pattern.matcher(typed).matches())
        .map(shape -> shape.form)
        .toList();
  }
}
