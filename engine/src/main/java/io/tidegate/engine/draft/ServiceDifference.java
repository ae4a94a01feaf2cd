package io.tidegate.engine.draft;

import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.Certificate.CertifiedHeader;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a revision of a service changes for whoever calls it: field by field, as certified. */
public final class ServiceDifference {
  private ServiceDifference() {}

  /**
   * A field that is not as it was.
   *
   * @param before absent for one that comes
   * @param after absent for one that goes
   */
  public record Changed(String path, Optional<Shown> before, Optional<Shown> after) {
    public Changed {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }
  }

  /** How a field or header is shown, to whom. */
  public record Shown(
      String type, boolean nullable, String label, SortedMap<Relation, String> masks) {
    public Shown {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(masks, "masks");
    }

    private static Shown of(CertifiedField field) {
      return new Shown(
          field.type().word(), field.nullable(), field.proof().label(), field.proof().masks());
    }

    private static Shown of(CertifiedHeader header) {
      return new Shown(
          FieldType.STRING.word(), true, header.proof().label(), header.proof().masks());
    }
  }

  /**
   * Field by field, in the order of their paths; what is as it was is left out.
   *
   * @param before of what is in force; absent when nothing is
   */
  public static List<Changed> of(Optional<Certificate> before, Certificate after) {
    SortedMap<String, Shown> was = before.map(ServiceDifference::shown).orElseGet(TreeMap::new);
    SortedMap<String, Shown> is = shown(after);
    TreeSet<String> paths = new TreeSet<>(was.keySet());
    paths.addAll(is.keySet());
    List<Changed> changed = new ArrayList<>();
    for (String path : paths) {
      if (!Objects.equals(was.get(path), is.get(path))) {
        changed.add(
            new Changed(
                path, Optional.ofNullable(was.get(path)), Optional.ofNullable(is.get(path))));
      }
    }
    return List.copyOf(changed);
  }

  private static SortedMap<String, Shown> shown(Certificate certificate) {
    SortedMap<String, Shown> shown = new TreeMap<>();
    certificate.fields().forEach(field -> shown.put(field.path(), Shown.of(field)));
    // of no member's name: those have no hyphen
    certificate.headers().forEach(header -> shown.put(header.name(), Shown.of(header)));
    return shown;
  }
}
