package io.tidegate.route.definition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a service, {@code major.minor.patch}; the major is part of its public path. */
public record Version(int major, int minor, int patch) {
  private static final Pattern FORM =
      Pattern.compile("(0|[1-9]\\d{0,4})\\.(0|[1-9]\\d{0,4})\\.(0|[1-9]\\d{0,4})");

  public static Optional<Version> of(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(
            new Version(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
