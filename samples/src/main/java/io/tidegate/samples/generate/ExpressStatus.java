package io.tidegate.samples.generate;

import java.util.Optional;

/** What operators' systems say of an express entry, with the canonical status it stands for. */
enum ExpressStatus {
  STORED("", "海关入库", "ACCEPTED", "NONE", ""),
  RELEASED("", "放行", "RELEASED", "NONE", ""),
  INSPECTED("", "查验放行", "RELEASED", "PASSED", ""),
  TAXED("", "查验后补税放行", "RELEASED", "TAXED", "查验后补缴税款"),
  REJECTED("02", "退单", "REJECTED", "NONE", "品名与申报要素不符"),
  WITHOUT_IDENTITY("02", "退单", "REJECTED", "NONE", "缺少收件人身份证件"),
  FILED_AGAIN("21", "退单重报", "AMENDED", "NONE", "已补充后重新申报"),
  WITHDRAWN("44", "企业申请退单", "WITHDRAWN", "NONE", "企业申请退单"),
  NOT_STORED("D2", "中心入库失败", "FAILED", "NONE", "报文格式错误"),
  NOT_SENT("Y", "发往海关失败", "FAILED", "NONE", "网络中断");

  private final String code;
  private final String text;
  private final String status;
  private final String inspection;
  private final String note;

  ExpressStatus(String code, String text, String status, String inspection, String note) {
    this.code = code;
    this.text = text;
    this.status = status;
    this.inspection = inspection;
    this.note = note;
  }

  /** The code in the code set {@code exp_status}; words without a code are common. */
  Optional<String> code() {
    return code.isEmpty() ? Optional.empty() : Optional.of(code);
  }

  /** The operator's own word. */
  String text() {
    return text;
  }

  /** The canonical status. */
  String status() {
    return status;
  }

  /** The result of the inspection, {@code NONE} where there was none. */
  String inspection() {
    return inspection;
  }

  Optional<String> note() {
    return note.isEmpty() ? Optional.empty() : Optional.of(note);
  }

  /** Whether customs has taken the entry in, so that it has a number there. */
  boolean isStored() {
    return switch (this) {
      case STORED, RELEASED, INSPECTED, TAXED, FILED_AGAIN, WITHDRAWN -> true;
      case REJECTED, WITHOUT_IDENTITY, NOT_STORED, NOT_SENT -> false;
    };
  }
}
