package io.tidegate.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidegate.catalog.search.CatalogueEntry.Text;
import io.tidegate.catalog.search.Found.Hit;
import io.tidegate.catalog.search.Found.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding services by what people type who know a word, a sound, a code or half of it. */
class CatalogueIndexTest {
  private static final CatalogueIndex INDEX =
      new CatalogueIndex(
          List.of(
              entry(
                  "container-events",
                  "集装箱全程追踪",
                  "Container events",
                  "manifest",
                  "closed",
                  List.of("container"),
                  List.of("container_no", "箱号"),
                  Set.of("iso6346")),
              entry(
                  "declaration-goods",
                  "报关单商品",
                  "Goods of a declaration",
                  "declaration",
                  "closed",
                  List.of("declaration"),
                  List.of("hs_code", "商品编号", "decl_price", "申报单价"),
                  Set.of("entry-id")),
              entry(
                  "tariff-line",
                  "税则税目",
                  "Tariff line",
                  "parameters",
                  "unconditional",
                  List.of("tariff"),
                  List.of("hs_code", "商品编号"),
                  Set.of("hs-code")),
              entry(
                  "vessel-position",
                  "船舶位置",
                  "Position of a vessel",
                  "transport",
                  "conditional",
                  List.of("vessel"),
                  List.of("imo", "船舶识别号"),
                  Set.of("imo"))));

  @AfterAll
  static void close() {
    INDEX.close();
  }

  private static CatalogueEntry entry(
      String id,
      String zh,
      String en,
      String area,
      String openness,
      List<String> tags,
      List<String> fields,
      Set<String> forms) {
    List<Text> texts = new ArrayList<>();
    texts.add(new Text(Group.TITLE, "title", zh));
    texts.add(new Text(Group.TITLE, "title", en));
    texts.add(new Text(Group.TITLE, "service", id));
    tags.forEach(tag -> texts.add(new Text(Group.LABEL, "tags", tag)));
    fields.forEach(field -> texts.add(new Text(Group.FIELD, field, field)));
    return new CatalogueEntry(
        id,
        texts,
        Map.of(Facet.AREA, List.of(area), Facet.OPENNESS, List.of(openness), Facet.TAG, tags),
        forms);
  }

  private static Found find(String text) {
    return INDEX.find(new Question(text, Map.of(), 1, 20));
  }

  private static List<String> ids(Found found) {
    return found.hits().stream().map(Hit::id).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "集装箱全程追踪, container-events", // the title
    "集装箱, container-events", // a part of it
    "追踪集装箱, container-events", // in another order
    "Container, container-events",
    "container_no, container-events", // a field
    "箱号, container-events", // its name for people
    "jizhuangxiang, container-events", // as it is read
    "jzx, container-events", // its first letters
    "baoguandan, declaration-goods",
    "bgd, declaration-goods",
    "declaratoin, declaration-goods", // a slip
    "申报单价, declaration-goods",
    "CSQU3054383, container-events", // whoever has a box number looks for what has such
    "chuanbo, vessel-position",
    "税目, tariff-line",
    "TARIFF-LINE, tariff-line"
  })
  void isFoundFirst(String typed, String service) {
    assertThat(ids(find(typed))).first().isEqualTo(service);
  }

  @Test
  void aCodeFindsWhatIsAskedByIt() {
    assertThat(ids(find("9403200000"))).containsExactly("tariff-line");
    assertThat(ids(find("379120241000000004"))).contains("declaration-goods");
  }

  @Test
  void withoutWordsEverythingIsThereInItsOrderPageByPage() {
    assertThat(ids(find("  ")))
        .containsExactly("container-events", "declaration-goods", "tariff-line", "vessel-position");
    Found second = INDEX.find(new Question("", Map.of(), 2, 3));
    assertThat(ids(second)).containsExactly("vessel-position");
    assertThat(second.total()).isEqualTo(4);
    assertThat(ids(INDEX.find(new Question("", Map.of(), 9, 3)))).isEmpty();
  }

  @Test
  void facetsCountWhatIsFoundAndTheirOwnValuesAsIfNotChosen() {
    Found found = INDEX.find(new Question("", Map.of(Facet.OPENNESS, Set.of("closed")), 1, 20));
    assertThat(ids(found)).containsExactly("container-events", "declaration-goods");
    assertThat(found.facets().get(Facet.AREA)).isEqualTo(Map.of("manifest", 1, "declaration", 1));
    assertThat(found.facets().get(Facet.OPENNESS))
        .isEqualTo(Map.of("closed", 2, "conditional", 1, "unconditional", 1));
    assertThat(ids(INDEX.find(new Question("", Map.of(Facet.AREA, Set.of("none")), 1, 20))))
        .isEmpty();
  }

  @Test
  void tellsWhereItWasFound() {
    Match match = find("集装箱").hits().getFirst().matches().getFirst();
    assertThat(match.text().text()).isEqualTo("集装箱全程追踪");
    assertThat(match.ranges()).isNotEmpty();
    assertThat(match.text().text().substring(match.ranges().getFirst().from())).startsWith("集装");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+ - && || ! ( ) { } [ ] ^ \" ~ * ? : \\ /",
        "title.w:*",
        "*",
        "箱*",
        "' or 1=1 --",
        "\u0000",
        "\ud800",
        "😀😀😀",
        "zzzzqqqq"
      })
  void whatIsTypedIsNeverAnExpression(String typed) {
    assertThat(find(typed).total()).isBetween(0, 1);
  }

  @Test
  void aQuestionHasItsBounds() {
    assertThat(find("箱".repeat(Question.LONGEST)).total()).isBetween(0, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question("箱".repeat(Question.LONGEST + 1), Map.of(), 1, 20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question("", Map.of(), 1_000_000, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new Question("", Map.of(), 0, 20));
  }

  @Test
  void anEmptyCatalogueHasAnAnswer() {
    try (CatalogueIndex empty = new CatalogueIndex(List.of())) {
      assertThat(empty.find(new Question("箱", Map.of(), 1, 20)).total()).isZero();
      assertThat(empty.find(new Question("", Map.of(), 1, 20)).hits()).isEmpty();
    }
  }
}
