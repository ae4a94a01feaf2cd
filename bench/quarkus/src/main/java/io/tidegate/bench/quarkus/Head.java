package io.tidegate.bench.quarkus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** The head of a declaration. */
public record Head(
    @JsonProperty("entry_id") String entryId,
    @JsonProperty("seq_no") String seqNo,
    @JsonProperty("ie_flag") String ieFlag,
    @JsonProperty("custom_master") String customMaster,
    @JsonProperty("ie_date") LocalDate ieDate,
    @JsonProperty("declare_date") LocalDate declareDate,
    @JsonProperty("trade_usci") String tradeUsci,
    @JsonProperty("trade_name") String tradeName,
    @JsonProperty("owner_usci") String ownerUsci,
    @JsonProperty("owner_name") String ownerName,
    @JsonProperty("agent_usci") String agentUsci,
    @JsonProperty("agent_name") String agentName,
    @JsonProperty("overseas_party_name") String overseasPartyName,
    @JsonProperty("trade_mode") String tradeMode,
    @JsonProperty("traf_name") String trafName,
    @JsonProperty("bill_no") String billNo,
    @JsonProperty("pack_no") Integer packNo,
    @JsonProperty("gross_weight") BigDecimal grossWeight,
    @JsonProperty("declarant_person") String declarantPerson,
    @JsonProperty("status") String status,
    @JsonProperty("updated_at") OffsetDateTime updatedAt) {
  static final String COLUMNS =
      "h.entry_id, h.seq_no, h.ie_flag, h.custom_master, h.ie_date, h.declare_date, h.trade_usci, h.trade_name, h.owner_usci, h.owner_name, h.agent_usci, h.agent_name, h.overseas_party_name, h.trade_mode, h.traf_name, h.bill_no, h.pack_no, h.gross_weight, h.declarant_person, h.status, h.updated_at";

  static Head of(ResultSet row) throws SQLException {
    return new Head(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, LocalDate.class),
        row.getObject(6, LocalDate.class),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        row.getString(15),
        row.getString(16),
        row.getObject(17, Integer.class),
        row.getBigDecimal(18),
        row.getString(19),
        row.getString(20),
        Home.moment(row.getObject(21, OffsetDateTime.class)));
  }
}
