package io.tidegate.route.script;

import io.tidegate.route.data.Provenance;
import java.util.Objects;

/**
 * What a run of a script yielded.
 *
 * @param value as {@link io.tidegate.route.data} describes; may be null
 * @param read the marks of everything that was read on the way: what a value that is no record, and
 *     so carries no marks itself, is made from
 */
public record ScriptResult(Object value, Provenance read) {
  public ScriptResult {
    Objects.requireNonNull(read, "read");
  }
}
