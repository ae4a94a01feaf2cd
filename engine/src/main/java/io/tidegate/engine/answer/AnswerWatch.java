package io.tidegate.engine.answer;

import io.tidegate.engine.plan.AnswerShape;

/**
 * Sees the answers of one service leave, and can close members of them. Safe for use by several
 * threads.
 */
public interface AnswerWatch {
  /** Sees nothing and closes nothing. */
  AnswerWatch NONE =
      new AnswerWatch() {
        @Override
        public boolean isDrawn() {
          return false;
        }

        @Override
        public void leaves(Object body) {}

        @Override
        public boolean isClosed(AnswerShape.Value member) {
          return false;
        }

        @Override
        public int closed() {
          return 0;
        }
      };

  /** Whether the answer that is being made is one that is looked at; asked once for each. */
  boolean isDrawn();

  /**
   * An answer that was drawn is written; hands it on and takes no time.
   *
   * @param body a record, or a list of records
   */
  void leaves(Object body);

  /** Whether the member, one of the plan's own, is null for everybody. */
  boolean isClosed(AnswerShape.Value member);

  /** How many members are closed; one that is closed stays so. */
  int closed();
}
