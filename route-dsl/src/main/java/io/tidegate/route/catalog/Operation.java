package io.tidegate.route.catalog;

import io.tidegate.route.text.Bilingual;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Something a source can be asked that is not a table: a call, a set of files, a topic. What comes
 * back is a list of flat records, whose places are the fields of the {@link Resource}. Where the
 * source is, and who may enter it, is configuration and no part of this.
 *
 * @param name what a service document calls it, behind the source's id: {@code terminal/listMoves}
 * @param inputs what it is asked with, in the order declared
 * @param single whether there is at most one record; a second one is a bad reply
 * @param empty what it means that there is no record
 * @param binding how it is asked, and where in the reply the records are
 * @param readings where in a record each field is, one for each field of the resource and in its
 *     order
 */
public record Operation(
    String name,
    List<Input> inputs,
    boolean single,
    Empty empty,
    Binding binding,
    List<Reading> readings) {
  public Operation {
    Objects.requireNonNull(name, "name");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(empty, "empty");
    Objects.requireNonNull(binding, "binding");
    readings = List.copyOf(readings);
    Set<String> names = new HashSet<>();
    for (Input input : inputs) {
      if (!names.add(input.name())) {
        throw new IllegalArgumentException("the input " + input.name() + " is there twice");
      }
    }
  }

  public Optional<Input> input(String inputName) {
    return inputs.stream().filter(input -> input.name().equals(inputName)).findFirst();
  }

  /** The names of the inputs, in the order declared. */
  public List<String> inputNames() {
    return inputs.stream().map(Input::name).toList();
  }

  /** What it means that a source knows no record, in whichever way it says so. */
  public enum Empty {
    /** There are none: an empty list. */
    NO_RECORDS,
    /** What was asked for does not exist, although the source may call that a success. */
    NOT_FOUND
  }

  /**
   * A value an operation is asked with.
   *
   * @param required whether the operation cannot be asked without it
   * @param field the field of the reply it selects records by, when it does: records come back only
   *     if that field has this value, so that asking tells something about the field
   * @param wire how the value is written
   */
  public record Input(
      String name,
      Bilingual title,
      FieldType type,
      boolean required,
      Optional<String> field,
      Wire wire,
      String example) {
    public Input {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(title, "title");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(wire, "wire");
      Objects.requireNonNull(example, "example");
    }
  }

  /**
   * Where a field is in a record.
   *
   * @param at in the binding's own way: a JSON pointer or a path of elements from the record on, a
   *     JSON pointer from the top of the reply with {@code #} before it, a path of elements from
   *     the top with {@code /} before it, a column's name
   * @param optional whether a record may leave it out; without that, a record that lacks it is no
   *     longer what the catalog describes
   */
  public record Reading(String field, String at, boolean optional, Wire wire) {
    public Reading {
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(wire, "wire");
    }
  }
}
