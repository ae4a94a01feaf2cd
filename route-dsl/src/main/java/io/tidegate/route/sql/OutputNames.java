package io.tidegate.route.sql;

import io.tidegate.route.sql.Expression.Cast;
import io.tidegate.route.sql.Query.Item;
import io.tidegate.route.sql.Query.Select;
import java.util.Locale;
import java.util.Optional;

/** The names PostgreSQL gives to outputs without an alias. */
final class OutputNames {
  private static final String UNNAMED = "?column?";

  private OutputNames() {}

  /** A name, and whether it comes from a column or function and so holds through a cast. */
  private record Name(String text, boolean strong) {}

  static String of(Item item) {
    return item.alias().orElseGet(() -> name(item.expression()).text());
  }

  private static Name name(Expression expression) {
    return switch (expression) {
      case Expression.ColumnName column -> strong(column.column());
      case Expression.Call call -> strong(call.name().getLast());
      case Expression.Clock clock -> strong(clock.kind().name().toLowerCase(Locale.ROOT));
      case Expression.ArrayValue array -> strong("array");
      case Expression.RowValue row -> strong("row");
      case Expression.Grouping grouping -> strong("grouping");
      case Expression.Subscript subscript -> name(subscript.array());
      case Expression.Subquery subquery ->
          switch (subquery.kind()) {
            case SCALAR -> firstOutput(subquery.query());
            case EXISTS -> strong("exists");
            case ARRAY -> strong("array");
          };
      case Expression.Case choice -> {
        Optional<Name> otherwise = choice.otherwise().map(OutputNames::name).filter(Name::strong);
        yield otherwise.orElse(new Name("case", false));
      }
      case Cast cast -> {
        Name operand = name(cast.operand());
        yield operand.strong() ? operand : new Name(cast.type().name(), false);
      }
      case Expression.Star star -> unnamed();
      case Expression.Literal literal -> unnamed();
      case Expression.Parameter parameter -> unnamed();
      case Expression.Binary binary -> unnamed();
      case Expression.Minus minus -> unnamed();
      case Expression.Logical logical -> unnamed();
      case Expression.Given given -> unnamed();
      case Expression.Test test -> unnamed();
      case Expression.Between between -> unnamed();
      case Expression.InList list -> unnamed();
      case Expression.RowsComparison comparison -> unnamed();
      case Expression.ArrayComparison comparison -> unnamed();
    };
  }

  private static Name firstOutput(Query query) {
    return query.body() instanceof Select select
        ? select
            .items()
            .getFirst()
            .alias()
            .map(OutputNames::strong)
            .orElseGet(() -> name(select.items().getFirst().expression()))
        : unnamed();
  }

  private static Name strong(String text) {
    return new Name(text, true);
  }

  private static Name unnamed() {
    return new Name(UNNAMED, false);
  }
}
