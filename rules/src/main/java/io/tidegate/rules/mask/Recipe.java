package io.tidegate.rules.mask;

import java.util.Optional;
import java.util.Set;

/** How identifiers of one kind get surrogates that validators of the kind accept. */
interface Recipe {
  /** What the surrogates keep, in the order of the enum. */
  Set<Promise> promises();

  /** The surrogate of an identifier; empty when the text is no valid one. */
  Optional<String> surrogate(String identifier, MaskKey key);

  /** The identifier of a surrogate; empty when there is no way back, or the text is none. */
  default Optional<String> original(String surrogate, MaskKey key) {
    return Optional.empty();
  }
}
