package io.tidegate.route.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The definitions of the views that a statement reads. Each use of a view is read at offsets of its
 * own behind the author's text, so that whatever is kept by its offset is kept for each use; what
 * is found there is told at the name of the view.
 */
final class ViewUses {
  /** Most uses of views in one statement, those within other views among them. */
  static final int MOST = 32;

  /** Names the query that stands for a view; its id follows. */
  static final String MARK = "~v:";

  private final PgGrammar grammar;
  private final Map<String, JsonNode> trees = new HashMap<>();
  private final TreeMap<Integer, Use> byStart = new TreeMap<>();
  private final Map<Integer, Use> byPlace = new HashMap<>();
  private final Deque<Use> within = new ArrayDeque<>();
  private int end;

  /**
   * A use of a view.
   *
   * @param place its name in the text around
   * @param start the offset its definition is read at
   */
  record Use(Resource resource, Place place, int start) {
    View view() {
      return resource.view().orElseThrow();
    }
  }

  /**
   * @param behind the length of the author's text
   */
  ViewUses(PgGrammar grammar, int behind) {
    this.grammar = grammar;
    this.end = behind + 1;
  }

  /**
   * Goes into the definition of a view; the use at one place is always the same.
   *
   * @throws Refusal when the view is being read already, or there are too many of them
   */
  Use enter(Resource view, Place place) {
    if (within.stream().anyMatch(use -> use.resource().id().equals(view.id()))) {
      throw new Refusal(
          SqlCode.TOO_COMPLEX, place, "the view `" + view.id() + "` leads back to itself");
    }
    Use use = byPlace.get(place.start());
    if (use == null) {
      if (byPlace.size() == MOST) {
        throw new Refusal(
            SqlCode.TOO_COMPLEX,
            place,
            "at most " + MOST + " views are read by one statement, those within views counted");
      }
      use = new Use(view, place, end);
      end += use.view().statement().length() + 1;
      byPlace.put(place.start(), use);
      byStart.put(use.start(), use);
    }
    within.push(use);
    return use;
  }

  void leave() {
    within.pop();
  }

  /**
   * The definition of the view that was gone into last.
   *
   * @throws Refusal when it is nothing that is accepted
   */
  Query query() {
    Use use = within.element();
    Place whole = new Place(use.start(), use.start() + use.view().statement().length());
    SqlTokens tokens = SqlTokens.scan(use.view().statement(), use.start());
    if (!tokens.parameters().isEmpty()) {
      throw new Refusal(SqlCode.UNSUPPORTED, whole, "a view has no parameters");
    }
    try {
      JsonNode tree = trees.get(use.resource().id());
      if (tree == null) {
        tree = grammar.parse(tokens.grammarText());
        trees.put(use.resource().id(), tree);
      }
      return TreeAdapter.adapt(tree, tokens);
    } catch (SqlSyntaxException e) {
      throw new Refusal(SqlCode.SYNTAX, whole, e.getMessage().replace('"', '`'));
    } catch (SqlTooComplexException e) {
      throw new Refusal(SqlCode.TOO_COMPLEX, whole, e.getMessage());
    }
  }

  /** The views whose definitions are being read, the outermost first. */
  List<Resource> around() {
    List<Resource> around = new ArrayList<>();
    within.descendingIterator().forEachRemaining(use -> around.add(use.resource()));
    return around;
  }

  /** The view in whose definition a place is. */
  Optional<Resource> of(Place place) {
    return use(place).map(Use::resource);
  }

  /** Where the author wrote what led to a place. */
  Place written(Place place) {
    Optional<Use> use = use(place);
    return use.isPresent() ? written(use.get().place()) : place;
  }

  /** Whether a place is in the definition of a view, or of one that it reads. */
  boolean isWithin(Place place, Use view) {
    Optional<Use> use = use(place);
    return use.isPresent() && (use.get().equals(view) || isWithin(use.get().place(), view));
  }

  private Optional<Use> use(Place place) {
    return Optional.ofNullable(byStart.floorEntry(place.start())).map(Map.Entry::getValue);
  }
}
