package io.tidegate.engine.demo;

import java.util.Locale;

/** The enterprises of the sample stories that get a key. None of them exists. */
public enum CastMember {
  /** The trader whose declarations the stories are about. */
  PRINCIPAL("91350299MAT0000182", "潮汐示例国际贸易有限公司"),
  /** The customs broker that files for the trader. */
  AGENT("91350299MAT000026W", "潮汐示例报关有限公司"),
  FORWARDER("91350299MAT000034P", "示例远洋货代有限公司"),
  /** The terminal where the goods lie. */
  TERMINAL("91350299MAT000042J", "示例集装箱码头有限公司"),
  /** Who carries parcels and files for their receivers. */
  EXPRESS("91350299MAT000069A", "示例快件运营人有限公司"),
  BANK("91350299MAT0000850", "示例银行有限公司"),
  /** No party to the trader's declarations. */
  OTHER("91350299MAT0000775", "示例保税物流有限公司");

  private final String usci;
  private final String enterprise;

  CastMember(String usci, String enterprise) {
    this.usci = usci;
    this.enterprise = enterprise;
  }

  /** The word for it in the demo file and on screen. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Unified social credit code, valid in its check digits and in a range nobody has. */
  public String usci() {
    return usci;
  }

  public String enterprise() {
    return enterprise;
  }
}
