package io.tidegate.samples.generate;

/** The raw states a declaration's receipts report, with the canonical status each stands for. */
enum Channel {
  DECLARED("1", "已申报", "电子口岸已接收申报", "SUBMITTED"),
  SENT("4", "发送海关成功", "报文已发送海关", "SUBMITTED"),
  STORED("L", "海关入库成功", "海关已接收申报", "ACCEPTED"),
  REJECTED("E", "退单", "商品归类与申报要素不符，请修改后重新申报", "REJECTED"),
  AMENDED("M", "修改重报", "已按退单意见修改重报", "AMENDED"),
  ASSESSED("G", "审结", "海关已审结", "ASSESSED"),
  INSPECTION("C", "查验通知", "请配合海关查验", "INSPECTION"),
  RELEASED("P", "放行", "海关已放行", "RELEASED"),
  CLOSED("R", "结关", "海关已结关", "CLOSED"),
  WITHDRAWN("W", "撤单", "已按企业申请撤销", "WITHDRAWN");

  private final String code;
  private final String word;
  private final String note;
  private final String status;

  Channel(String code, String word, String note, String status) {
    this.code = code;
    this.word = word;
    this.note = note;
    this.status = status;
  }

  /** The code in the code set {@code dec_channel}. */
  String code() {
    return code;
  }

  String word() {
    return word;
  }

  String note() {
    return note;
  }

  /** The code in the code set {@code dec_status}. */
  String status() {
    return status;
  }
}
