package io.tidegate.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
  @Test
  void quotedValuesMayHoldCommasQuotesAndLineEnds() {
    assertThat(SampleFiles.split("a,\"b,\"\"c\"\"\nd\",\n", "x.csv"))
        .containsExactly(List.of("a", "b,\"c\"\nd", ""));
  }

  @Test
  void aFileCutOffIsRefused() {
    assertThatIllegalStateException().isThrownBy(() -> SampleFiles.split("a,\"b", "x.csv"));
    assertThatIllegalStateException().isThrownBy(() -> SampleFiles.split("a,b", "x.csv"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleFiles.read("parameters/data/nothing.csv"))
        .withMessageContaining("parameters/data/nothing.csv");
  }

  @Test
  void everyCodeOfASetIsNamedInBothLanguagesAndOnlyOnce() {
    for (Map<String, String> set : SampleFiles.records("parameters/data/code_sets.csv")) {
      List<Map<String, String>> codes = Parameters.codes(set.get("set_code"));
      assertThat(codes).as(set.get("set_code")).isNotEmpty();
      assertThat(codes).extracting(c -> c.get("code")).doesNotHaveDuplicates();
      assertThat(codes)
          .allSatisfy(c -> assertThat(c).extracting("name_cn", "name_en").doesNotContain(""));
      assertThat(set).extracting("name_cn", "name_en", "source").doesNotContain("");
    }
  }

  @Test
  void everyMapLeadsFromACodeThatExistsToOneThatExists() {
    Map<String, Set<String>> codes = new LinkedHashMap<>();
    for (Map<String, String> set : SampleFiles.records("parameters/data/code_sets.csv")) {
      Set<String> ofSet = new LinkedHashSet<>();
      Parameters.codes(set.get("set_code")).forEach(c -> ofSet.add(c.get("code")));
      codes.put(set.get("set_code"), ofSet);
    }
    List<String> keys = new ArrayList<>();
    for (Map<String, String> map : SampleFiles.records("parameters/data/code_maps.csv")) {
      assertThat(codes.get(map.get("from_set"))).contains(map.get("from_code"));
      assertThat(codes.get(map.get("to_set"))).contains(map.get("to_code"));
      keys.add(map.get("from_set") + " " + map.get("from_code") + " " + map.get("to_set"));
    }
    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void channelsAreMappedToTheStatusTheirReceiptsGiveADeclaration() {
    Map<String, String> mapped = new LinkedHashMap<>();
    for (Map<String, String> map : SampleFiles.records("parameters/data/code_maps.csv")) {
      if (map.get("from_set").equals("dec_channel")) {
        mapped.put(map.get("from_code"), map.get("to_code"));
      }
    }
    Map<String, String> words = new LinkedHashMap<>();
    Parameters.codes("dec_channel").forEach(c -> words.put(c.get("code"), c.get("name_cn")));

    for (Channel channel : Channel.values()) {
      assertThat(mapped).containsEntry(channel.code(), channel.status());
      assertThat(words).containsEntry(channel.code(), channel.word());
    }
  }
}
