package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.DocumentLinks;

/** The stored documents of the sources. */
@FunctionalInterface
public interface Documents {
  /**
   * A document, whole and as its description tells. Who may have it has been decided.
   *
   * @throws CallProblem when it is not there, or its source does not give it
   */
  Answer document(DocumentLinks.Target target) throws CallProblem;
}
