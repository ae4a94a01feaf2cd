package io.tidegate.engine.detect;

import io.tidegate.rules.detect.Detector;

/**
 * Is told what became of the answers that were drawn, by service and detector and never with a
 * value. Called from several threads.
 */
public interface DetectionCounts {
  /** Counts nothing. */
  DetectionCounts NONE =
      new DetectionCounts() {
        @Override
        public void looked() {}

        @Override
        public void skipped() {}

        @Override
        public void hit(String service, Detector detector, boolean covered) {}

        @Override
        public void alarm(String service, Detector detector) {}

        @Override
        public void closed(String service, Detector detector) {}
      };

  /** An answer was looked at. */
  void looked();

  /** An answer was drawn and not looked at, because too many waited. */
  void skipped();

  /**
   * A detector knew a value in a member of an answer; counted once for each answer.
   *
   * @param covered whether the label of the member is strict enough for such values
   */
  void hit(String service, Detector detector, boolean covered);

  /** A new alarm was raised. */
  void alarm(String service, Detector detector);

  /** A member was closed for what a detector found. */
  void closed(String service, Detector detector);
}
