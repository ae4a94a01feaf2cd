package io.tidegate.samples.generate;

import io.tidegate.samples.generate.BondedList.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ledgers of the accounts: an item for each commodity code, in the order the lists of the
 * account first name them, with what the lists have put in and taken out. They are summed up when
 * first asked for.
 */
final class BondedLedgers {
  /** Items an account has before any list names them. */
  private static final int FIRST_ITEMS = 3;

  private static final BigDecimal TEN = BigDecimal.TEN;

  private final BondedLists lists;
  private final long seed;
  private Map<String, Map<String, Balance>> byAccount = Map.of();

  BondedLedgers(BondedLists lists, long seed) {
    this.lists = lists;
    this.seed = seed;
  }

  /** An item of an account and its sums; a builder of the ledger's row. */
  static final class Balance {
    final int place;
    final TariffLine tariff;
    final BigDecimal price;
    final String currency;
    BigDecimal in = BigDecimal.ZERO;
    BigDecimal out = BigDecimal.ZERO;
    BigDecimal preDeducted = BigDecimal.ZERO;
    BigDecimal pending = BigDecimal.ZERO;
    OffsetDateTime updated =
        SampleCalendar.FIRST_DAY.atStartOfDay().atOffset(SampleCalendar.OFFSET);

    private Balance(int place, TariffLine tariff, BigDecimal price, String currency) {
      this.place = place;
      this.tariff = tariff;
      this.price = price;
      this.currency = currency;
    }

    private void add(BondedList list, Item item) {
      if (list.deducted().isPresent()) {
        if (list.importing()) {
          in = in.add(item.quantity());
        } else {
          out = out.add(item.quantity());
        }
      } else if (!list.importing()) {
        pending = pending.add(item.quantity());
        if (list.preDeducted().isPresent()) {
          preDeducted = preDeducted.add(item.quantity());
        }
      }
      if (list.updated().isAfter(updated)) {
        updated = list.updated();
      }
    }
  }

  /** The items of an account by their commodity codes, in the order of their places. */
  Map<String, Balance> of(BondedAccount account) {
    return all().get(account.number());
  }

  private synchronized Map<String, Map<String, Balance>> all() {
    if (byAccount.isEmpty()) {
      byAccount = summedUp();
    }
    return byAccount;
  }

  private Map<String, Map<String, Balance>> summedUp() {
    Map<String, Map<String, Balance>> ledgers = new LinkedHashMap<>();
    for (int place = 1; place <= BondedLists.ACCOUNTS; place++) {
      ledgers.put(lists.account(place).number(), firstItems(place));
    }
    for (long id = 1; id <= lists.count(); id++) {
      BondedList list = lists.list(id);
      Map<String, Balance> ledger = ledgers.get(list.account().number());
      for (Item item : list.items()) {
        ledger
            .computeIfAbsent(
                item.tariff().hsCode(),
                code ->
                    new Balance(ledger.size() + 1, item.tariff(), item.price(), item.currency()))
            .add(list, item);
      }
    }
    return Collections.unmodifiableMap(ledgers);
  }

  private Map<String, Balance> firstItems(int place) {
    List<TariffLine> lines = new ArrayList<>();
    if (place == 1) {
      BondedLists.STORY_CODES.forEach(code -> lines.add(lists.tariff().line(code)));
    } else {
      for (int number = 0; number < FIRST_ITEMS; number++) {
        Draw item = new Draw(seed, "account", place).part("item", number);
        lines.add(lists.tariff().traded(true, item.unit("tariff")));
      }
    }
    Map<String, Balance> ledger = new LinkedHashMap<>();
    for (TariffLine line : lines) {
      ledger.computeIfAbsent(
          line.hsCode(),
          code -> new Balance(ledger.size() + 1, line, new BigDecimal("128.5000"), "USD"));
    }
    return ledger;
  }

  /**
   * What an item had before the lists: enough for all they take, so that no balance is negative.
   */
  static BigDecimal opening(BondedAccount account, Balance balance) {
    return account.place() == 1
        ? BigDecimal.ZERO
        : balance.out.add(balance.pending).divide(TEN, 0, RoundingMode.UP).add(TEN).multiply(TEN);
  }
}
