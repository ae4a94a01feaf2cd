package io.tidegate.catalog.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import net.sourceforge.pinyin4j.PinyinHelper;
import net.sourceforge.pinyin4j.format.HanyuPinyinOutputFormat;
import net.sourceforge.pinyin4j.format.HanyuPinyinToneType;
import net.sourceforge.pinyin4j.format.HanyuPinyinVCharType;
import net.sourceforge.pinyin4j.format.exception.BadHanyuPinyinOutputFormatCombination;

/**
 * How Chinese characters are read, in Hanyu Pinyin without tones and with {@code v} for ü, as it is
 * typed. All readings of a character count, for which one it is in a word is not known here.
 */
final class Pinyin {
  private static final HanyuPinyinOutputFormat TYPED = typed();
  private static final ConcurrentHashMap<Character, List<String>> READINGS =
      new ConcurrentHashMap<>();
  private static final int LONGEST_SYLLABLE = 6;
  private static final int MOST_SPELLINGS = 4;
  private static final char FIRST = '\u4e00';
  private static final char LAST = '\u9fa5';

  private Pinyin() {}

  /** Made when it is first asked for: every character there is is looked up. */
  private static final class Syllables {
    static final SortedSet<String> ALL = all();

    private static SortedSet<String> all() {
      SortedSet<String> all = new TreeSet<>();
      for (char c = FIRST; c <= LAST; c++) {
        all.addAll(readings(c));
      }
      return all;
    }
  }

  private static HanyuPinyinOutputFormat typed() {
    HanyuPinyinOutputFormat format = new HanyuPinyinOutputFormat();
    format.setToneType(HanyuPinyinToneType.WITHOUT_TONE);
    format.setVCharType(HanyuPinyinVCharType.WITH_V);
    return format;
  }

  /** The readings of a character, without doubles; none of what is no Chinese character. */
  static List<String> readings(char character) {
    if (character < FIRST || character > LAST) {
      return List.of();
    }
    return READINGS.computeIfAbsent(
        character,
        c -> {
          try {
            String[] readings = PinyinHelper.toHanyuPinyinStringArray(c, TYPED);
            return readings == null ? List.of() : Arrays.stream(readings).distinct().toList();
          } catch (BadHanyuPinyinOutputFormatCombination e) {
            throw new IllegalStateException("the format is one that can be written", e);
          }
        });
  }

  /**
   * The ways letters can be read as syllables, for each place the syllables it can be. The last one
   * may be unfinished; where nothing fits, one syllable may have a slip. Empty when they are no
   * Pinyin.
   */
  static List<List<Set<String>>> spellings(String letters) {
    String typed = letters.toLowerCase(Locale.ROOT).replace('ü', 'v');
    List<List<Set<String>>> spellings = new ArrayList<>();
    spell(typed, 0, false, new ArrayList<>(), spellings);
    if (spellings.isEmpty()) {
      spell(typed, 0, true, new ArrayList<>(), spellings);
    }
    return spellings;
  }

  private static void spell(
      String typed, int from, boolean slip, List<Set<String>> before, List<List<Set<String>>> all) {
    if (all.size() >= MOST_SPELLINGS) {
      return;
    }
    if (from == typed.length()) {
      all.add(List.copyOf(before));
      return;
    }
    int longest = Math.min(typed.length(), from + LONGEST_SYLLABLE);
    for (int to = longest; to > from; to--) {
      String piece = typed.substring(from, to);
      boolean last = to == typed.length();
      Set<String> known = last ? beginning(piece) : exact(piece);
      // a letter alone is an initial rather than a syllable, unless it is one
      if (!known.isEmpty() && (!last || piece.length() > 1 || !before.isEmpty())) {
        spell(typed, to, slip, with(before, known), all);
      } else if (slip && piece.length() > 2) {
        Set<String> near = near(piece);
        if (!near.isEmpty()) {
          spell(typed, to, false, with(before, near), all);
        }
      }
    }
  }

  private static List<Set<String>> with(List<Set<String>> before, Set<String> next) {
    List<Set<String>> longer = new ArrayList<>(before);
    longer.add(next);
    return longer;
  }

  private static Set<String> exact(String piece) {
    return Syllables.ALL.contains(piece) ? Set.of(piece) : Set.of();
  }

  private static Set<String> beginning(String piece) {
    return Set.copyOf(Syllables.ALL.subSet(piece, piece + '\uffff'));
  }

  private static Set<String> near(String piece) {
    Set<String> near = new TreeSet<>();
    for (String syllable : Syllables.ALL) {
      if (apartByOne(piece, syllable)) {
        near.add(syllable);
      }
    }
    return Set.copyOf(near);
  }

  /** Whether one letter was left out, added, or typed instead of another. */
  private static boolean apartByOne(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int front = 0;
    while (front < Math.min(a.length(), b.length()) && a.charAt(front) == b.charAt(front)) {
      front++;
    }
    int back = 0;
    while (back < Math.min(a.length(), b.length()) - front
        && a.charAt(a.length() - 1 - back) == b.charAt(b.length() - 1 - back)) {
      back++;
    }
    return Math.max(a.length(), b.length()) - front - back <= 1;
  }
}
