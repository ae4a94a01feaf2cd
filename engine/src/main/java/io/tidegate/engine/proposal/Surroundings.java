package io.tidegate.engine.proposal;

import java.util.Objects;

/**
 * What the resources of a source have in common.
 *
 * @param source the id in the catalog
 * @param area a business area
 */
public record Surroundings(String source, String area, String department, String theme) {
  public Surroundings {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(department, "department");
    Objects.requireNonNull(theme, "theme");
  }
}
