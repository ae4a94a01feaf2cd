package io.tidegate.bench.quarkus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One item of a declaration. */
public record Item(
    @JsonProperty("g_no") Integer gNo,
    @JsonProperty("hs_code") String hsCode,
    @JsonProperty("g_name") String gName,
    @JsonProperty("g_model") String gModel,
    @JsonProperty("g_qty") BigDecimal gQty,
    @JsonProperty("g_unit") String gUnit,
    @JsonProperty("decl_total") BigDecimal declTotal,
    @JsonProperty("trade_curr") String tradeCurr) {
  static final String COLUMNS =
      "i.g_no, i.hs_code, i.g_name, i.g_model, i.g_qty, i.g_unit, i.decl_total, i.trade_curr";

  static Item of(ResultSet row) throws SQLException {
    return new Item(
        row.getObject(1, Integer.class),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getBigDecimal(5),
        row.getString(6),
        row.getBigDecimal(7),
        row.getString(8));
  }
}
