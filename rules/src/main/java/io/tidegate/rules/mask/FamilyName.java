package io.tidegate.rules.mask;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Optional;

/**
 * The family name of a Chinese personal name, a star for each character of the given name. Two
 * characters are kept of the compound family names in use; a name that is not two to five Han
 * characters is not recognised.
 */
final class FamilyName implements Masking {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;

  private static final List<String> COMPOUND =
      List.of(
          "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连",
          "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于",
          "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋",
          "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲",
          "公上", "公门", "公山", "公坚", "左丘", "公伯", "西门", "公祖", "第五", "公乘", "贯丘", "公皙", "南荣", "东里", "东宫",
          "仲长", "子书", "子桑", "即墨", "达奚", "褚师", "欧陽", "司馬", "東方", "諸葛", "尉遲", "公孫", "鍾離", "長孫");

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    if (!(value instanceof String name)) {
      return Optional.empty();
    }
    int[] characters = name.codePoints().toArray();
    if (characters.length < SHORTEST || characters.length > LONGEST) {
      return Optional.empty();
    }
    for (int character : characters) {
      if (UnicodeScript.of(character) != UnicodeScript.HAN || !Character.isLetter(character)) {
        return Optional.empty();
      }
    }
    boolean compound = characters.length > 2 && COMPOUND.stream().anyMatch(name::startsWith);
    int kept = compound ? 2 : 1;
    return Optional.of(new String(characters, 0, kept) + "*".repeat(characters.length - kept));
  }
}
