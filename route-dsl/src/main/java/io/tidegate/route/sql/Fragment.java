package io.tidegate.route.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stretch of the statement to run. Its words are final; the holes are filled when the statement
 * is printed, because only then is the rows' scope known, and the type of a parameter is known only
 * when the whole query has been read. Only resolved parts of a query become fragments, so nothing
 * of the author's text can reach a database unread.
 */
final class Fragment {
  static final Fragment EMPTY = new Fragment(List.of());

  private final List<Piece> pieces;

  private Fragment(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** Words and holes in their order. */
  sealed interface Piece {}

  record Words(String text) implements Piece {
    Words {
      Objects.requireNonNull(text, "text");
    }
  }

  /** A placeholder for a parameter, used at this offset of the author's text. */
  record ParameterHole(int offset) implements Piece {}

  /**
   * A table of the FROM clause.
   *
   * @param table the occurrence's number
   * @param alias the name it goes by in its query
   * @param columns the names the author gave to its first columns, often none
   */
  record TableHole(int table, String alias, List<String> columns) implements Piece {
    TableHole {
      Objects.requireNonNull(alias, "alias");
      columns = List.copyOf(columns);
    }
  }

  /**
   * The end of a select list: there the columns follow that tell the caller's relation to the
   * records of these occurrences, each under a name that is its own in the whole statement.
   *
   * @param select the select's number, which is its own in the whole statement
   * @param reached by the occurrence's number, where it is read from
   * @param arm whether the select is a part of a UNION ALL, so that a further column tells which
   *     occurrences its rows are of
   * @param absent the occurrences that only other parts of it read
   */
  record PartiesHole(
      int select, SortedMap<Integer, Reach> reached, boolean arm, SortedSet<Integer> absent)
      implements Piece {
    PartiesHole {
      reached = Collections.unmodifiableSortedMap(new TreeMap<>(reached));
      absent = Collections.unmodifiableSortedSet(new TreeSet<>(absent));
    }

    private PartiesHole beside(Set<Integer> others) {
      SortedSet<Integer> more = new TreeSet<>(absent);
      more.addAll(others);
      return new PartiesHole(select, reached, true, more);
    }
  }

  /** The end of a view the database keeps conditions away from: none may fail on other rows. */
  record BarrierHole() implements Piece {}

  /**
   * The HAVING clause of a query that puts the records of one table together, which may have to
   * leave groups of too few parties out.
   *
   * @param table the occurrence's number
   * @param alias the name it goes by in the query
   * @param having the author's own condition
   */
  record GroupsHole(int table, String alias, Optional<Fragment> having) implements Piece {
    GroupsHole {
      Objects.requireNonNull(alias, "alias");
      Objects.requireNonNull(having, "having");
    }
  }

  /**
   * How a select reaches an occurrence of a table of which each of its rows has one row or none.
   *
   * @param alias the name of the table, or of the query in FROM that hands its columns on
   * @param nested whether it is such a query
   * @param told whether that query tells by a column which rows are of the occurrence
   */
  record Reach(String alias, boolean nested, boolean told) {
    Reach {
      Objects.requireNonNull(alias, "alias");
    }
  }

  static Fragment words(String text) {
    return new Fragment(List.of(new Words(text)));
  }

  static Fragment of(Piece piece) {
    return new Fragment(List.of(piece));
  }

  List<Piece> pieces() {
    return pieces;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  Fragment plus(String words) {
    return plus(words(words));
  }

  Fragment plus(Fragment other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    List<Piece> joined = new ArrayList<>(pieces);
    if (joined.getLast() instanceof Words last && other.pieces.getFirst() instanceof Words next) {
      joined.set(joined.size() - 1, new Words(last.text() + next.text()));
      joined.addAll(other.pieces.subList(1, other.pieces.size()));
    } else {
      joined.addAll(other.pieces);
    }
    return new Fragment(joined);
  }

  /**
   * The same where these selects are parts of a UNION ALL.
   *
   * @param others the occurrences that only the other parts of it read
   */
  Fragment asArms(Set<Integer> selects, Set<Integer> others) {
    return new Fragment(
        pieces.stream()
            .map(
                piece ->
                    piece instanceof PartiesHole hole && selects.contains(hole.select())
                        ? hole.beside(others)
                        : piece)
            .toList());
  }

  static Fragment join(String separator, List<Fragment> parts) {
    Fragment joined = EMPTY;
    for (int i = 0; i < parts.size(); i++) {
      joined = (i == 0 ? joined : joined.plus(separator)).plus(parts.get(i));
    }
    return joined;
  }

  /** This in brackets, with words before the opening one. */
  Fragment within(String before) {
    return words(before + "(").plus(this).plus(")");
  }

  /** The tables that are read, by their numbers, in the order they are printed. */
  Stream<Integer> tables() {
    return pieces.stream()
        .flatMap(
            piece ->
                switch (piece) {
                  case TableHole hole -> Stream.of(hole.table());
                  case GroupsHole hole -> hole.having().stream().flatMap(Fragment::tables);
                  case Words words -> Stream.empty();
                  case ParameterHole hole -> Stream.empty();
                  case PartiesHole hole -> Stream.empty();
                  case BarrierHole hole -> Stream.empty();
                });
  }

  /** Whether a parameter's value takes part. */
  boolean hasParameter() {
    return parameters() > 0;
  }

  /** How often a parameter's value takes part. */
  long parameters() {
    return pieces.stream().filter(piece -> piece instanceof ParameterHole).count();
  }

  /** An identifier, quoted. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A list of column names behind an alias, or nothing. */
  static String columnList(List<String> names) {
    return names.isEmpty()
        ? ""
        : names.stream().map(Fragment::quoted).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A text literal that means the same whatever the server's string settings are. */
  static String literal(String text) {
    String doubled = text.replace("'", "''");
    return doubled.indexOf('\\') < 0
        ? '\'' + doubled + '\''
        : "E'" + doubled.replace("\\", "\\\\") + '\'';
  }
}
