package io.tidegate.engine.answer;

import io.tidegate.engine.read.Treatment;
import io.tidegate.route.catalog.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much was answered and how it was treated, without a value of it.
 *
 * @param rows records at the top of the answer
 * @param relations the words of what the caller is to the records, at any depth, in order
 * @param masks the masks that were applied to fields of them, in order
 */
public record AnswerTally(int rows, List<String> relations, List<String> masks) {
  /** Of an answer that was made from no record. */
  public static final AnswerTally NOTHING = new AnswerTally(0, List.of(), List.of());

  public AnswerTally {
    relations = List.copyOf(relations);
    masks = List.copyOf(masks);
  }

  /** Of so many records that belong to nobody and have no masks. */
  public static AnswerTally of(int rows) {
    return new AnswerTally(rows, List.of(), List.of());
  }

  /** Counts while one answer is written. */
  public static final class Counter {
    private int rows;

    /** Few, for rows that were treated alike share one. */
    private final List<Treatment> treatments = new ArrayList<>(4);

    void rows(int written) {
      rows = written;
    }

    void treated(Treatment treatment) {
      for (Treatment seen : treatments) {
        if (seen == treatment) {
          return;
        }
      }
      treatments.add(treatment);
    }

    /** What was counted. */
    public AnswerTally tally() {
      // lists, for there are few different ones, and most fields are shown as they are
      List<String> relations = new ArrayList<>(4);
      List<String> masks = new ArrayList<>(4);
      for (Treatment treatment : treatments) {
        for (Relation relation : treatment.relations()) {
          if (relation.ofRecord()) {
            addNew(relations, relation.name());
          }
        }
        for (String mask : treatment.applied()) {
          if (!mask.equals(Treatment.NO_MASK)) {
            addNew(masks, mask);
          }
        }
      }
      Collections.sort(relations);
      Collections.sort(masks);
      return new AnswerTally(rows, relations, masks);
    }

    private static void addNew(List<String> words, String word) {
      if (!words.contains(word)) {
        words.add(word);
      }
    }
  }
}
