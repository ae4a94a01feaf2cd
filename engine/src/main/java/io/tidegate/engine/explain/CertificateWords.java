package io.tidegate.engine.explain;

import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.Certificate.CertifiedInfluence;
import io.tidegate.engine.plan.Certificate.CertifiedRaw;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.text.Bilingual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a certificate proves, in sentences for people who decide and do not program. */
public final class CertificateWords {
  private static final String SHOWN = "none";

  private final Catalog catalog;

  private CertificateWords(Catalog catalog) {
    this.catalog = Objects.requireNonNull(catalog, "catalog");
  }

  /**
   * One sentence for each field and header that leaves, each column that decides which records
   * come, and each key that is used as its source gave it.
   *
   * @param catalog where the columns have their titles
   */
  public static List<Bilingual> of(Certificate certificate, Catalog catalog) {
    CertificateWords words = new CertificateWords(catalog);
    List<Bilingual> sentences = new ArrayList<>();
    certificate.fields().forEach(field -> sentences.add(words.field(field)));
    certificate
        .headers()
        .forEach(
            header ->
                sentences.add(
                    words.value(
                        new Bilingual("应答头 " + header.name(), "the header " + header.name()),
                        header.proof())));
    certificate.influences().forEach(influence -> sentences.add(words.influence(influence)));
    certificate.raws().forEach(raw -> sentences.add(words.raw(raw)));
    return List.copyOf(sentences);
  }

  /** What people call a relation. */
  public static Bilingual title(Relation relation) {
    return switch (relation) {
      case PRINCIPAL -> new Bilingual("货主", "principal");
      case AGENT -> new Bilingual("代理", "agent");
      case CARRIER -> new Bilingual("承运或场站方", "carrier");
      case DELEGATE -> new Bilingual("受委托方", "delegate");
      case APPROVED -> new Bilingual("经批准方", "approved");
      case PUBLIC -> new Bilingual("其他人", "anybody else");
      case REGULATOR -> new Bilingual("监管方", "regulator");
      case OPERATOR -> new Bilingual("平台人员", "platform staff");
    };
  }

  /** The title of a column in the catalog; absent when it is not described there. */
  public static Optional<Bilingual> title(Catalog catalog, ColumnId column) {
    return catalog
        .table(column.source(), column.schema(), column.table())
        .or(() -> catalog.operation(column.source(), column.table()))
        .flatMap(resource -> resource.field(column.column()))
        .map(Field::title);
  }

  private Bilingual field(CertifiedField field) {
    return value(new Bilingual(field.path(), field.path()), field.proof());
  }

  private Bilingual value(Bilingual name, Certificate.Proof proof) {
    Bilingual from =
        proof.sources().isEmpty()
            ? new Bilingual("不含数据源的值", "holds no value of a source")
            : new Bilingual(
                "来自" + named(proof.sources(), true), "comes from " + named(proof.sources(), false));
    Bilingual masks = masks(proof.masks());
    String rules = proof.rules().isEmpty() ? "" : " (" + String.join(", ", proof.rules()) + ")";
    return new Bilingual(
        name.zh() + " " + from.zh() + "，标签 " + proof.label() + "；" + masks.zh() + rules,
        name.en() + " " + from.en() + ", labelled " + proof.label() + "; " + masks.en() + rules);
  }

  /** Relations that see the same are told together. */
  private static Bilingual masks(SortedMap<Relation, String> masks) {
    if (masks.isEmpty()) {
      return new Bilingual("所有调用方可见原值", "every caller sees it as it is");
    }
    Map<String, List<Relation>> byMask = new LinkedHashMap<>();
    masks.forEach(
        (relation, mask) -> byMask.computeIfAbsent(mask, m -> new ArrayList<>()).add(relation));
    return new Bilingual(
        byMask.entrySet().stream()
            .map(
                e ->
                    e.getValue().stream().map(r -> title(r).zh()).collect(Collectors.joining("、"))
                        + (e.getKey().equals(SHOWN) ? "可见原值" : "只见 " + e.getKey()))
            .collect(Collectors.joining("，")),
        byMask.entrySet().stream()
            .map(
                e ->
                    e.getValue().stream().map(r -> title(r).en()).collect(Collectors.joining(", "))
                        + (e.getKey().equals(SHOWN) ? " as it is" : " as " + e.getKey()))
            .collect(Collectors.joining("; ")));
  }

  private Bilingual influence(CertifiedInfluence influence) {
    String because = String.join(", ", influence.allowedBy());
    String where = influence.where().name();
    return new Bilingual(
        named(List.of(influence.column()), true)
            + " 决定返回哪些记录（"
            + where
            + (influence.probe() ? "，与参数比较" : "")
            + "），依据 "
            + because,
        named(List.of(influence.column()), false)
            + " decides which records come ("
            + where
            + (influence.probe() ? ", compared with a parameter" : "")
            + "), allowed by "
            + because);
  }

  private Bilingual raw(CertifiedRaw raw) {
    String because = String.join(", ", raw.allowedBy());
    return new Bilingual(
        named(raw.columns(), true)
            + " 的原值只用于读取 "
            + raw.read()
            + " 的参数 "
            + raw.parameter()
            + "，依据 "
            + because,
        named(raw.columns(), false)
            + " is used as it is for the parameter "
            + raw.parameter()
            + " of the read "
            + raw.read()
            + " alone, allowed by "
            + because);
  }

  private String named(List<ColumnId> columns, boolean chinese) {
    return columns.stream()
        .map(
            column ->
                column.table()
                    + "."
                    + column.column()
                    + title(catalog, column)
                        .map(t -> chinese ? "（" + t.zh() + "）" : " (" + t.en() + ")")
                        .orElse(""))
        .collect(Collectors.joining(chinese ? "、" : ", "));
  }
}
