package io.tidegate.route.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every node type of the grammar's tree that is read, with every field of it that is. A node that
 * is not in this table, or that carries a field which is not, makes the statement refused: what a
 * later version of PostgreSQL adds to its language is not accepted before somebody has read what it
 * means.
 */
final class AcceptedNodes {
  private static final SortedMap<String, Set<String>> FIELDS =
      table(
          """
          ParseResult       version stmts
          RawStmt           stmt stmt_location stmt_len
          SelectStmt        distinctClause targetList fromClause whereClause groupClause
                            havingClause windowClause valuesLists sortClause limitOffset limitCount
                            limitOption withClause op all larg rarg
          GroupingSet       kind content location
          GroupingFunc      args location
          WithClause        ctes recursive location
          CommonTableExpr   ctename aliascolnames ctematerialized ctequery location
          ResTarget         name val location
          SortBy            node sortby_dir sortby_nulls location
          WindowDef         name refname partitionClause orderClause frameOptions startOffset
                            endOffset location
          RangeVar          schemaname relname inh relpersistence alias location
          RangeSubselect    lateral subquery alias
          RangeFunction     lateral ordinality functions alias
          JoinExpr          jointype larg rarg usingClause quals
          Alias             aliasname colnames
          List              items
          String            sval
          Integer           ival
          Float             fval
          Boolean           boolval
          A_Star
          ColumnRef         fields location
          A_Const           ival fval sval boolval isnull location
          ParamRef          number location
          TypeCast          arg typeName location
          TypeName          names typmods typemod arrayBounds location
          FuncCall          funcname args agg_order agg_filter over agg_star agg_distinct
                            agg_within_group funcformat location
          A_Indirection     arg indirection
          A_Indices         is_slice lidx uidx
          A_Expr            kind name lexpr rexpr rexpr_list_start rexpr_list_end location
          BoolExpr          boolop args location
          NullTest          arg nulltesttype location
          BooleanTest       arg booltesttype location
          CaseExpr          arg args defresult location
          CaseWhen          expr result location
          CoalesceExpr      args location
          MinMaxExpr        op args location
          SQLValueFunction  op typmod location
          SubLink           subLinkType testexpr operName subselect location
          RowExpr           args row_format location
          A_ArrayExpr       elements location list_start list_end
          """);

  private AcceptedNodes() {}

  /** The accepted node types with their accepted fields, both sorted. */
  static SortedMap<String, Set<String>> fields() {
    return FIELDS;
  }

  static boolean accepts(String type) {
    return FIELDS.containsKey(type);
  }

  /** The first field of a node that is not accepted. */
  static Optional<String> foreignField(String type, JsonNode node) {
    Set<String> accepted = FIELDS.get(type);
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names.stream().filter(name -> !accepted.contains(name)).findFirst();
  }

  /** A line that begins with blanks goes on with the fields of the node before. */
  private static SortedMap<String, Set<String>> table(String text) {
    SortedMap<String, Set<String>> table = new TreeMap<>();
    String type = "";
    for (String line : text.lines().toList()) {
      List<String> words = Arrays.asList(line.strip().split(" +"));
      boolean continued = line.startsWith(" ");
      if (!continued) {
        type = words.getFirst();
      }
      table
          .computeIfAbsent(type, key -> new TreeSet<>())
          .addAll(continued ? words : words.subList(1, words.size()));
    }
    table.replaceAll((key, fields) -> Collections.unmodifiableSet(fields));
    return Collections.unmodifiableSortedMap(table);
  }
}
