package io.tidegate.engine.proposal;

import io.tidegate.route.catalog.Binding;
import java.util.List;
import java.util.Objects;

/**
 * What the description of a source says of one operation, in the catalog's terms.
 *
 * @param operation as the source calls it
 * @param single whether the reply is one record
 */
public record Proposal(
    String operation,
    String title,
    String description,
    boolean single,
    List<Input> inputs,
    Binding binding,
    List<Output> fields) {
  public Proposal {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(description, "description");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(binding, "binding");
    fields = List.copyOf(fields);
  }

  /**
   * A value it is asked with.
   *
   * @param name as the catalog calls it
   */
  record Input(String name, Leaf leaf, boolean required) {
    Input {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(leaf, "leaf");
    }
  }

  /**
   * A value it answers with.
   *
   * @param name as the catalog calls it
   * @param at where it is, in the binding's own way
   */
  record Output(String name, String at, Leaf leaf, boolean nullable, boolean optional) {
    Output {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(leaf, "leaf");
    }
  }
}
