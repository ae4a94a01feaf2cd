package io.tidegate.engine.plan;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.sql.InfluenceKind;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The proof for one plan: where each value that leaves comes from and what hides it from whom, and
 * why each column that decides which rows come may do so. Made only by the checker.
 *
 * @param fingerprint of the plan it proves
 */
public record Certificate(
    String service,
    String version,
    String fingerprint,
    List<CertifiedField> fields,
    List<CertifiedInfluence> influences) {
  public Certificate {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(fingerprint, "fingerprint");
    fields = List.copyOf(fields);
    influences = List.copyOf(influences);
  }

  /**
   * One output of one read.
   *
   * @param path where it leaves in the answer, such as {@code rows[].entry_id} or {@code
   *     items[].hs_code}; for an output that does not leave, the path is {@code -}
   * @param sources every column whose value flows into it
   * @param control every column that only decides which value it has
   * @param label such as {@code S2 price}
   * @param masks for each relation a caller can have, the mask's name or {@code none}
   */
  public record CertifiedField(
      String path,
      String read,
      String name,
      FieldType type,
      boolean nullable,
      List<ColumnId> sources,
      List<ColumnId> control,
      String label,
      SortedMap<Relation, String> masks,
      List<String> rules) {
    public CertifiedField {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      sources = sources.stream().sorted().distinct().toList();
      control = control.stream().sorted().distinct().toList();
      Objects.requireNonNull(label, "label");
      masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
      rules = rules.stream().sorted().distinct().toList();
    }
  }

  /**
   * A column that decides which rows come, and why it may: {@code unmasked} or the rules that allow
   * it.
   */
  public record CertifiedInfluence(
      ColumnId column, InfluenceKind where, boolean probe, List<String> allowedBy) {
    public CertifiedInfluence {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(where, "where");
      allowedBy = allowedBy.stream().sorted().distinct().toList();
    }
  }
}
