package io.tidegate.rules.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what is written in a text: each run of letters and digits is looked at as if it were a
 * value called by the words before it.
 */
final class TextScan {
  /** So many runs of one text are looked at; a text with more of them is a file. */
  private static final int MOST_RUNS = 2_000;

  /** Words farther before a run do not belong to it. */
  private static final int LONGEST_LABEL = 12;

  private static final int FEWEST_DIGITS = 5;

  /** Numbers written in groups first, for a run ends at a blank. */
  private static final Pattern RUN =
      Pattern.compile(
          "(?:\\+86[ -]?)?1[0-9]{2}[ -][0-9]{4}[ -][0-9]{4}"
              + "|[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4}(?: [0-9]{1,3})?"
              + "|\\(0[0-9]{2,3}\\) ?[0-9]{7,8}"
              + "|(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}"
              + "|\\+?[A-Za-z0-9](?:[A-Za-z0-9@._%+-]*[A-Za-z0-9])?");

  private static final Pattern BREAK = Pattern.compile("[，。；、,;|/\\[\\]{}()（）<>\"]");

  /** Two runs of it do not overlap, so that the time stays linear. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:\\p{Han}{1,8}(?:省|自治区))?\\p{Han}{1,8}[市区县旗]\\p{Han}{1,12}(?:路|街|大道|巷|村)"
              + "[0-9A-Za-z一二三四五六七八九十]{1,6}[号弄][0-9A-Za-z号弄栋幢座室楼层单元-]{0,16}");

  private static final Pattern PERSON =
      Pattern.compile(
          "(?:姓名|联系人|经办人|法人代表|司机|驾驶员|收件人|寄件人|签收人|负责人|持卡人|旅客)[:： ]{1,3}(\\p{Han}{1,8}[·•・]\\p{Han}{1,8}|\\p{Han}{2,4})");
  private static final Pattern PLATE =
      Pattern.compile("\\p{Han}[A-HJ-NP-Z][ ·.・-]?[A-Z0-9]{4,5}[A-Z0-9挂学警港澳]");

  private final Map<Detector, Bearing> field;
  private final LocalDate today;

  TextScan(Map<Detector, Bearing> field, LocalDate today) {
    this.field = field;
    this.today = today;
  }

  /** The strongest hit of each detector. */
  List<DetectorHit> hits(String plain) {
    Map<Detector, DetectorHit> hits = new EnumMap<>(Detector.class);
    runs(plain, hits);
    each(PLATE, 0, plain, Detector.PLATE, Bearing.NEUTRAL, hits);
    each(ContactShapes.PAIR, 0, plain, Detector.COORDINATES, Bearing.NEUTRAL, hits);
    each(ADDRESS, 0, plain, Detector.ADDRESS, Bearing.NEUTRAL, hits);
    each(PERSON, 1, plain, Detector.PERSON_NAME, Bearing.NAMED, hits);
    return new ArrayList<>(hits.values());
  }

  private void runs(String plain, Map<Detector, DetectorHit> hits) {
    Matcher run = RUN.matcher(plain);
    int last = 0;
    for (int count = 0; count < MOST_RUNS && run.find(); count++) {
      String text = run.group();
      // a word belongs to the label of the number behind it
      if (isWorthIt(text) && text.length() < plain.length()) {
        run(text, label(plain, last, run.start()), hits);
        last = run.end();
      }
    }
  }

  /** A word or a small number is nothing that is looked for. */
  private static boolean isWorthIt(String run) {
    return run.length() <= Shapes.LONGEST
        && (run.indexOf('@') > 0
            || run.chars().filter(c -> c >= '0' && c <= '9').count() >= FEWEST_DIGITS
            || run.indexOf(':') > 0);
  }

  private void run(String text, String label, Map<Detector, DetectorHit> hits) {
    Map<Detector, Bearing> bearings =
        label.isEmpty() ? Map.of() : FieldWords.bearings(new FieldContext(label, label, List.of()));
    boolean told = bearings.values().stream().anyMatch(b -> b != Bearing.NEUTRAL);
    for (Detector detector : Detector.values()) {
      if (detector == Detector.COORDINATES) {
        // a run ends where the pair begins
        continue;
      }
      Bearing bearing = (told ? bearings : field).get(detector);
      Shapes.examine(detector, text, today)
          .map(evidence -> inText(detector, evidence, bearing))
          .ifPresent(evidence -> keep(FieldDetection.hit(detector, evidence, bearing), hits));
    }
  }

  /** People write a mobile number into a text without saying what it is, and other numbers not. */
  private static Evidence inText(Detector detector, Evidence evidence, Bearing bearing) {
    return detector == Detector.MOBILE
            && bearing == Bearing.NEUTRAL
            && evidence.strength() < Evidence.LIKELY
        ? new Evidence(Evidence.LIKELY, evidence.reason())
        : evidence;
  }

  private static String label(String plain, int last, int start) {
    String before = plain.substring(Math.max(last, start - LONGEST_LABEL), start);
    int from = 0;
    Matcher ends = BREAK.matcher(before);
    while (ends.find()) {
      from = ends.end();
    }
    return before.substring(from);
  }

  private void each(
      Pattern pattern,
      int group,
      String plain,
      Detector detector,
      Bearing bearing,
      Map<Detector, DetectorHit> hits) {
    Matcher matcher = pattern.matcher(plain);
    for (int count = 0; count < MOST_RUNS && matcher.find(); count++) {
      Shapes.examine(detector, matcher.group(group), today)
          .ifPresent(evidence -> keep(FieldDetection.hit(detector, evidence, bearing), hits));
    }
  }

  private static void keep(DetectorHit hit, Map<Detector, DetectorHit> hits) {
    hits.merge(hit.detector(), hit, (a, b) -> a.confidence() >= b.confidence() ? a : b);
  }
}
