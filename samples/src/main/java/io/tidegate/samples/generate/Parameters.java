package io.tidegate.samples.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The code sets and code maps as written in the sample files; they are the same for every seed. */
final class Parameters {
  private static final String SAMPLE_SOURCE = "潮汐示例";

  private final List<Map<String, String>> sets =
      SampleFiles.records("parameters/data/code_sets.csv");
  private final List<Map<String, String>> maps =
      SampleFiles.records("parameters/data/code_maps.csv");

  int setCount() {
    return sets.size();
  }

  int mapCount() {
    return maps.size();
  }

  /** The codes of a set, as written. */
  static List<Map<String, String>> codes(String set) {
    return SampleFiles.records("parameters/data/codes/" + set + ".csv");
  }

  Row<CodeSetColumn> setRow(long number) {
    Map<String, String> set = sets.get((int) number - 1);
    return new Row<>(CodeSetColumn.class)
        .set(CodeSetColumn.SET_CODE, set.get("set_code"))
        .set(CodeSetColumn.NAME_CN, set.get("name_cn"))
        .set(CodeSetColumn.NAME_EN, set.get("name_en"))
        .set(CodeSetColumn.SOURCE, set.get("source"))
        .set(CodeSetColumn.AS_OF, date(set.get("as_of")))
        .set(CodeSetColumn.VALID_FROM, date(set.get("valid_from")))
        .set(CodeSetColumn.VALID_TO, date(set.get("valid_to")))
        .set(CodeSetColumn.IS_SAMPLE, flag(set.get("is_sample")));
  }

  /** The codes of the n-th set. A sample code in a real set names the sample as its source. */
  List<Row<CodeColumn>> codeRows(long number) {
    Map<String, String> set = sets.get((int) number - 1);
    List<Row<CodeColumn>> rows = new ArrayList<>();
    for (Map<String, String> code : codes(set.get("set_code"))) {
      boolean sample = flag(code.get("is_sample"));
      rows.add(
          new Row<>(CodeColumn.class)
              .set(CodeColumn.SET_CODE, set.get("set_code"))
              .set(CodeColumn.CODE, code.get("code"))
              .set(CodeColumn.NAME_CN, code.get("name_cn"))
              .set(CodeColumn.NAME_EN, code.get("name_en"))
              .set(CodeColumn.PARENT, code.get("parent").isEmpty() ? null : code.get("parent"))
              .set(CodeColumn.VALID_FROM, date(code.get("valid_from")))
              .set(CodeColumn.VALID_TO, date(code.get("valid_to")))
              .set(CodeColumn.SOURCE, sample ? SAMPLE_SOURCE : set.get("source"))
              .set(CodeColumn.AS_OF, date(set.get("as_of")))
              .set(CodeColumn.IS_SAMPLE, sample)
              .set(CodeColumn.SORT, rows.size() + 1L));
    }
    return rows;
  }

  Row<CodeMapColumn> mapRow(long number) {
    Map<String, String> map = maps.get((int) number - 1);
    Map<String, String> set =
        sets.stream()
            .filter(s -> s.get("set_code").equals(map.get("from_set")))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("there is no set " + map.get("from_set")));
    boolean sample = flag(map.get("is_sample"));
    return new Row<>(CodeMapColumn.class)
        .set(CodeMapColumn.FROM_SET, map.get("from_set"))
        .set(CodeMapColumn.FROM_CODE, map.get("from_code"))
        .set(CodeMapColumn.TO_SET, map.get("to_set"))
        .set(CodeMapColumn.TO_CODE, map.get("to_code"))
        .set(CodeMapColumn.VALID_FROM, date(set.get("valid_from")))
        .set(CodeMapColumn.SOURCE, sample ? SAMPLE_SOURCE : set.get("source"))
        .set(CodeMapColumn.AS_OF, date(set.get("as_of")))
        .set(CodeMapColumn.IS_SAMPLE, sample);
  }

  private static LocalDate date(String text) {
    return text.isEmpty() ? null : LocalDate.parse(text);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalStateException(text + " is neither true nor false");
    };
  }
}
