package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.route.diagnostic.CorpusFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is read but the listed fields of the listed nodes, wherever in a tree they stand. */
class TreeAdapterTest {
  private static final PgGrammar GRAMMAR = new PgGrammar();

  static List<CorpusFiles.Case> accepted() {
    return Corpus.accepted();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void aFieldThatIsNotListedIsRefusedInEveryNode(CorpusFiles.Case statement) throws Exception {
    SqlTokens tokens = SqlTokens.scan(statement.text());
    JsonNode tree = GRAMMAR.parse(tokens.grammarText());

    for (ObjectNode node : objects(tree)) {
      node.put("unheardOf", 1);
      assertThatThrownBy(() -> TreeAdapter.adapt(tree, tokens))
          .as("a foreign field in %s", node)
          .isInstanceOf(Refusal.class);
      node.remove("unheardOf");
    }
    assertThat(TreeAdapter.adapt(tree, tokens)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void aNodeThatIsNotListedIsRefusedEverywhere(CorpusFiles.Case statement) throws Exception {
    SqlTokens tokens = SqlTokens.scan(statement.text());
    JsonNode tree = GRAMMAR.parse(tokens.grammarText());

    for (ObjectNode node : objects(tree)) {
      if (node.size() == 1 && AcceptedNodes.accepts(node.fieldNames().next())) {
        String type = node.fieldNames().next();
        JsonNode fields = node.remove(type);
        node.set("UnheardOf", fields);
        assertThatThrownBy(() -> TreeAdapter.adapt(tree, tokens))
            .as("a foreign node for %s", type)
            .isInstanceOf(Refusal.class);
        node.remove("UnheardOf");
        node.set(type, fields);
      }
    }
  }

  @Test
  void theCorpusUsesEveryListedNode() throws Exception {
    Set<String> used = new TreeSet<>();
    for (CorpusFiles.Case statement : Corpus.accepted()) {
      JsonNode tree = GRAMMAR.parse(SqlTokens.scan(statement.text()).grammarText());
      objects(tree).forEach(node -> node.fieldNames().forEachRemaining(used::add));
    }
    // these are known by where they stand and have no name of their own in a tree
    Set<String> unnamed =
        Set.of("ParseResult", "RawStmt", "WithClause", "Alias", "TypeName", "Float", "Boolean");

    assertThat(used).containsAll(named(unnamed));
  }

  private static Set<String> named(Set<String> unnamed) {
    Set<String> named = new TreeSet<>(AcceptedNodes.fields().keySet());
    named.removeAll(unnamed);
    return named;
  }

  @Test
  void aParameterInTheTreeThatTheTextDoesNotHaveIsRefused() throws Exception {
    SqlTokens tokens = SqlTokens.scan("select status from head where status = 'xx'");
    JsonNode tree = GRAMMAR.parse("select status from head where status = $1  ");

    assertThatThrownBy(() -> TreeAdapter.adapt(tree, tokens)).isInstanceOf(Refusal.class);
  }

  @Test
  void aParameterInTheTextThatTheTreeDoesNotHaveIsRefused() throws Exception {
    SqlTokens tokens = SqlTokens.scan("select status from head where status = :#x");
    JsonNode tree = GRAMMAR.parse("select status from head where status = 'a'");

    assertThatThrownBy(() -> TreeAdapter.adapt(tree, tokens)).isInstanceOf(Refusal.class);
  }

  private static List<ObjectNode> objects(JsonNode json) {
    List<ObjectNode> objects = new ArrayList<>();
    if (json instanceof ObjectNode object) {
      objects.add(object);
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        objects.addAll(objects(field.getValue()));
      }
    } else if (json instanceof ArrayNode array) {
      array.forEach(item -> objects.addAll(objects(item)));
    }
    return objects;
  }
}
