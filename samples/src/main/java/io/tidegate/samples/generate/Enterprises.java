package io.tidegate.samples.generate;

import io.tidegate.route.identifier.CustomsRegistrationCode;
import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import io.tidegate.samples.generate.Enterprise.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The enterprises of the sample: the cast, which is the same in every volume and for every seed,
 * and as many more as the volume asks for.
 */
final class Enterprises {
  /** How many enterprises the cast has; they come first. */
  static final int CAST = 8;

  private static final int MOST_AGENTS = 40;
  private static final int OTHER_TERMINALS = 3;
  private static final double AGENT_SHARE_EXPONENT = 0.9;
  private static final double TRADER_SHARE_EXPONENT = 0.9;

  private static final Kind[] CAST_KINDS = {
    Kind.TRADER,
    Kind.AGENT,
    Kind.FORWARDER,
    Kind.TERMINAL,
    Kind.CBEC,
    Kind.EXPRESS,
    Kind.BONDED,
    Kind.BANK
  };
  private static final String[] CAST_NAMES = {
    "潮汐示例国际贸易有限公司",
    "潮汐示例报关有限公司",
    "示例远洋货代有限公司",
    "示例集装箱码头有限公司",
    "示例跨境电商有限公司",
    "示例快件运营人有限公司",
    "示例保税物流有限公司",
    "示例银行有限公司"
  };
  private static final List<String> TRADES =
      List.of("贸易", "机电", "家具", "纺织", "食品", "化工", "建材", "五金", "电子", "汽配", "医疗", "玩具");

  private final List<Enterprise> all;
  private final List<Enterprise> traders;
  private final List<Enterprise> agents;
  private final List<Enterprise> terminals;
  private final Shares traderShares;
  private final Shares agentShares;

  Enterprises(Volume volume, long seed) {
    int count = volume.enterprises();
    int agentCount = Math.min(MOST_AGENTS, count / 5);
    int forwarders = count / 40;
    List<Enterprise> made = new ArrayList<>();
    Map<Kind, Integer> ofKind = new EnumMap<>(Kind.class);
    for (int number = 1; number <= count; number++) {
      int beyondCast = number - CAST;
      Kind kind;
      if (beyondCast <= 0) {
        kind = CAST_KINDS[number - 1];
      } else if (beyondCast < agentCount) {
        kind = Kind.AGENT;
      } else if (beyondCast < agentCount + OTHER_TERMINALS) {
        kind = Kind.TERMINAL;
      } else if (beyondCast < agentCount + OTHER_TERMINALS + forwarders) {
        kind = Kind.FORWARDER;
      } else {
        kind = Kind.TRADER;
      }
      made.add(make(number, kind, ofKind.merge(kind, 1, Integer::sum), seed));
    }
    this.all = List.copyOf(made);
    this.traders =
        all.stream()
            .filter(
                e -> e.kind() == Kind.TRADER || e.kind() == Kind.CBEC || e.kind() == Kind.BONDED)
            .toList();
    this.agents = all.stream().filter(e -> e.kind() == Kind.AGENT).toList();
    this.terminals = all.stream().filter(e -> e.kind() == Kind.TERMINAL).toList();
    this.traderShares = Shares.zipf(traders.size(), TRADER_SHARE_EXPONENT);
    this.agentShares = Shares.zipf(agents.size(), AGENT_SHARE_EXPONENT);
  }

  private static Enterprise make(int number, Kind kind, int ofKind, long seed) {
    Draw draw = new Draw(seed, "enterprise", number);
    boolean cast = number <= CAST;
    double credit = draw.unit("credit");
    return new Enterprise(
        number,
        UnifiedSocialCreditCode.sample("MAT" + Digits.padded(number, 5)),
        CustomsRegistrationCode.sample(kind.registrationDigit(), ofKind),
        cast ? CAST_NAMES[number - 1] : name(kind, number, draw),
        kind,
        cast || credit < 0.2 ? "A" : credit < 0.98 ? "B" : "C");
  }

  private static String name(Kind kind, int number, Draw draw) {
    String trade =
        switch (kind) {
          case TRADER -> draw.oneOf("trade", TRADES);
          case AGENT -> "报关";
          case FORWARDER -> "货代";
          case TERMINAL -> "码头";
          case CBEC -> "跨境电商";
          case EXPRESS -> "快件";
          case BONDED -> "保税物流";
          case BANK -> "银行";
        };
    return "潮汐示例" + trade + Digits.padded(number, 3) + "有限公司";
  }

  List<Enterprise> all() {
    return all;
  }

  /** The member of the cast with this number, from 1 to 8. */
  Enterprise cast(int number) {
    if (number < 1 || number > CAST) {
      throw new IndexOutOfBoundsException("the cast has no member " + number);
    }
    return all.get(number - 1);
  }

  /** A trader by its share of the business: a few have much of it. */
  Enterprise trader(double point) {
    return traders.get(traderShares.at(point));
  }

  /** An agent by its share of the business. */
  Enterprise agent(double point) {
    return agents.get(agentShares.at(point));
  }

  List<Enterprise> terminals() {
    return terminals;
  }

  Row<EnterpriseColumn> row(long number) {
    Enterprise enterprise = all.get((int) number - 1);
    return new Row<>(EnterpriseColumn.class)
        .set(EnterpriseColumn.USCI, enterprise.usci())
        .set(EnterpriseColumn.CUSTOMS_REG_NO, enterprise.customsRegistration())
        .set(EnterpriseColumn.NAME, enterprise.name())
        .set(EnterpriseColumn.KIND, enterprise.kind().code())
        .set(EnterpriseColumn.REGION, UnifiedSocialCreditCode.SAMPLE_REGION)
        .set(EnterpriseColumn.CREDIT_LEVEL, enterprise.credit())
        .set(EnterpriseColumn.TENANT_ID, "ent-" + Digits.padded(number, 6));
  }
}
