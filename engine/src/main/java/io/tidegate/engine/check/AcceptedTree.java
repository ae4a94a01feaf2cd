package io.tidegate.engine.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parts a statement may have: node kinds of PostgreSQL's tree, and for each the fields it may
 * carry. Whatever is not listed is refused, so that a part the tracer does not look at cannot be in
 * a statement.
 */
final class AcceptedTree {
  /**
   * One kind a line. A field is written {@code name} for a number, flag or text, {@code name=a|b}
   * for one of some words, {@code name:node} and {@code name:nodes} for nodes of any accepted kind,
   * {@code name:blanks} for nodes or empty objects, {@code name:Kind} for the fields of one kind.
   */
  private static final String TABLE =
      """
      SelectStmt distinctClause:blanks targetList:nodes fromClause:nodes whereClause:node groupClause:nodes \
      havingClause:node windowClause:nodes valuesLists:nodes sortClause:nodes limitOffset:node limitCount:node \
      limitOption=LIMIT_OPTION_DEFAULT|LIMIT_OPTION_COUNT withClause:WithClause \
      op=SETOP_NONE|SETOP_UNION|SETOP_INTERSECT|SETOP_EXCEPT all larg:SelectStmt rarg:SelectStmt
      GroupingSet kind=GROUPING_SET_EMPTY|GROUPING_SET_SETS|GROUPING_SET_ROLLUP|GROUPING_SET_CUBE content:nodes location
      GroupingFunc args:nodes location
      WithClause ctes:nodes recursive location
      CommonTableExpr ctename aliascolnames:nodes ctequery:node location \
      ctematerialized=CTEMaterializeDefault|CTEMaterializeAlways|CTEMaterializeNever
      ResTarget name val:node location
      RangeVar schemaname relname inh relpersistence=p alias:Alias location
      RangeSubselect lateral subquery:node alias:Alias
      RangeFunction lateral ordinality functions:nodes alias:Alias
      JoinExpr jointype=JOIN_INNER|JOIN_LEFT|JOIN_RIGHT|JOIN_FULL larg:node rarg:node usingClause:nodes quals:node
      Alias aliasname colnames:nodes
      SortBy node:node sortby_dir=SORTBY_DEFAULT|SORTBY_ASC|SORTBY_DESC \
      sortby_nulls=SORTBY_NULLS_DEFAULT|SORTBY_NULLS_FIRST|SORTBY_NULLS_LAST location
      WindowDef name refname partitionClause:nodes orderClause:nodes frameOptions startOffset:node endOffset:node location
      List items:blanks
      ColumnRef fields:nodes location
      ParamRef number location
      A_Const ival:Integer fval:Float sval:String boolval:Boolean isnull location
      Integer ival
      Float fval
      String sval
      Boolean boolval
      TypeCast arg:node typeName:TypeName location
      TypeName names:nodes typmods:nodes typemod arrayBounds:nodes location
      FuncCall funcname:nodes args:nodes agg_order:nodes agg_filter:node over:WindowDef agg_star agg_distinct agg_within_group \
      funcformat=COERCE_EXPLICIT_CALL|COERCE_SQL_SYNTAX location
      A_Expr kind=AEXPR_OP|AEXPR_OP_ANY|AEXPR_OP_ALL|AEXPR_DISTINCT|AEXPR_NOT_DISTINCT|AEXPR_NULLIF|AEXPR_IN\
      |AEXPR_LIKE|AEXPR_ILIKE|AEXPR_BETWEEN|AEXPR_NOT_BETWEEN \
      name:nodes lexpr:node rexpr:node rexpr_list_start rexpr_list_end location
      BoolExpr boolop=AND_EXPR|OR_EXPR|NOT_EXPR args:nodes location
      NullTest arg:node nulltesttype=IS_NULL|IS_NOT_NULL location
      BooleanTest arg:node booltesttype=IS_TRUE|IS_NOT_TRUE|IS_FALSE|IS_NOT_FALSE|IS_UNKNOWN|IS_NOT_UNKNOWN location
      CaseExpr arg:node args:nodes defresult:node location
      CaseWhen expr:node result:node location
      CoalesceExpr args:nodes location
      MinMaxExpr op=IS_GREATEST|IS_LEAST args:nodes location
      SQLValueFunction op=SVFOP_CURRENT_DATE|SVFOP_CURRENT_TIMESTAMP|SVFOP_LOCALTIMESTAMP typmod location
      SubLink subLinkType=EXISTS_SUBLINK|EXPR_SUBLINK|ARRAY_SUBLINK|ANY_SUBLINK|ALL_SUBLINK \
      testexpr:node operName:nodes subselect:node location
      RowExpr args:nodes row_format=COERCE_IMPLICIT_CAST|COERCE_EXPLICIT_CALL location
      A_Indirection arg:node indirection:nodes
      A_Indices is_slice lidx:node uidx:node
      A_ArrayExpr elements:nodes list_start list_end location
      """;

  private static final Map<String, Map<String, String>> KINDS = read();

  private AcceptedTree() {}

  /** The first part of a tree that is not accepted, in words. */
  static Optional<String> foreignPart(JsonNode wrapped) {
    ParseNode node = ParseNode.of(wrapped);
    return KINDS.containsKey(node.kind())
        ? foreignField(node.kind(), node.body())
        : Optional.of("a node " + (node.kind().isEmpty() ? "without a kind" : node.kind()));
  }

  private static Optional<String> foreignField(String kind, JsonNode body) {
    if (!body.isObject()) {
      return Optional.of("a " + kind + " that is no object");
    }
    Map<String, String> fields = KINDS.get(kind);
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String form = fields.get(field.getKey());
      Optional<String> foreign =
          form == null
              ? Optional.of("a " + kind + " with " + field.getKey())
              : foreignValue(kind + "." + field.getKey(), form, field.getValue());
      if (foreign.isPresent()) {
        return foreign;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> foreignValue(String place, String form, JsonNode value) {
    if (form.equals("node")) {
      return foreignPart(value);
    }
    if (form.equals("nodes") || form.equals("blanks")) {
      return foreignElement(place, form, value);
    }
    if (KINDS.containsKey(form)) {
      return foreignField(form, value);
    }
    boolean expected =
        form.isEmpty()
            ? value.isValueNode()
            : value.isTextual() && List.of(form.split("\\|")).contains(value.asText());
    return expected ? Optional.empty() : Optional.of(place + " " + value);
  }

  private static Optional<String> foreignElement(String place, String form, JsonNode list) {
    if (!list.isArray()) {
      return Optional.of(place + " that is no list");
    }
    for (JsonNode each : list) {
      boolean blank = form.equals("blanks") && each.isObject() && each.isEmpty();
      Optional<String> foreign = blank ? Optional.empty() : foreignPart(each);
      if (foreign.isPresent()) {
        return foreign;
      }
    }
    return Optional.empty();
  }

  private static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> kinds = new TreeMap<>();
    for (String line : TABLE.lines().toList()) {
      List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
      Map<String, String> fields = new TreeMap<>();
      for (String field : words.subList(1, words.size())) {
        String[] parts = field.split("[:=]", 2);
        fields.put(parts[0], parts.length == 1 ? "" : parts[1]);
      }
      kinds.put(words.getFirst(), fields);
    }
    return kinds;
  }
}
