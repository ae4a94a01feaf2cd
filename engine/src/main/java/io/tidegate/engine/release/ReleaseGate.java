package io.tidegate.engine.release;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.text.SourceText;
import java.util.List;
import java.util.Objects;

/**
 * Stands where services are about to come into force, whether by a publication or by a change of
 * the rules, and may say no. It is asked on the node that coordinates, once everything is compiled
 * and before any node is asked to prepare. What a node starts with is in force already and is not
 * asked about.
 */
public interface ReleaseGate {
  /** Lets everything pass. */
  ReleaseGate OPEN = coming -> List.of();

  /**
   * Looks at what is about to come into force. May block, as long as a person waits for a
   * publication.
   *
   * @return why it must not, each with its place in one of the documents; nothing lets it pass. A
   *     gate that cannot tell says so by a diagnostic, for what cannot be proven is refused
   */
  List<Diagnostic> admit(Coming coming);

  /**
   * Is told what became of what it let pass. It must not throw: what is in force is in force.
   *
   * @param inForce whether it came into force; otherwise nothing was changed
   */
  default void settled(Coming coming, boolean inForce) {}

  /**
   * What changes together.
   *
   * @param actor who publishes, by login
   * @param arrivals those that are not in force yet with this very plan
   * @param leaving what is taken out of force and not replaced, as {@code service/major}
   */
  record Coming(String actor, List<Arrival> arrivals, List<String> leaving) {
    public Coming {
      Objects.requireNonNull(actor, "actor");
      arrivals = List.copyOf(arrivals);
      leaving = List.copyOf(leaving);
    }
  }

  /** A service as it will be in force. */
  record Arrival(SourceText document, CheckedPlan checked) {
    public Arrival {
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(checked, "checked");
    }
  }
}
