package io.tidegate.rules.pack;

import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.LeastParties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A pack written out so that equal packs give equal texts and different packs different ones: every
 * text stands behind its length, every list behind its size, so that nothing can run together.
 */
final class CanonicalText {
  private final StringBuilder text = new StringBuilder("tidegate-rule-pack/2\n");

  CanonicalText pack(RulePack pack) {
    text(pack.id()).text(pack.version()).bilingual(pack.title()).texts(pack.switches());
    size(pack.masks().size());
    pack.masks()
        .values()
        .forEach(
            mask -> {
              text(mask.name()).text(mask.kind().word()).size(mask.parameters().size());
              mask.parameters().forEach((name, value) -> text(name).text(value));
            });
    size(pack.limits().size());
    pack.limits()
        .values()
        .forEach(
            limit ->
                text(limit.name())
                    .size(limit.perSecond())
                    .size(limit.burst())
                    .size(limit.perDay()));
    size(pack.tables().size());
    for (DecisionTable table : pack.tables()) {
      text(table.id()).text(table.stage().word()).bilingual(table.title());
      size(table.rows().size());
      table.rows().forEach(this::row);
    }
    // a pack that says nothing about it keeps the text it always had
    if (!pack.leastParties().equals(LeastParties.DEFAULT)) {
      text("statistics")
          .size(pack.leastParties().conditional())
          .size(pack.leastParties().unconditional());
    }
    for (ExpertRules rules : pack.expert()) {
      text("expert").text(rules.id()).text(rules.text().value());
    }
    return this;
  }

  private void row(RuleRow row) {
    text(row.id().value()).size(row.when().size());
    row.when().forEach((column, cell) -> text(column.word()).cell(cell));
    effect(row.then()).bilingual(row.why());
  }

  private void cell(Cell cell) {
    switch (cell) {
      case Cell.OneOf oneOf -> text("oneOf").texts(oneOf.values());
      case Cell.Prefix prefix -> text("prefix").text(prefix.text());
      case Cell.Suffix suffix -> text("suffix").text(suffix.text());
      case Cell.AtLeast atLeast -> text("atLeast").text(atLeast.sensitivity().name());
    }
  }

  private CanonicalText effect(Effect effect) {
    return switch (effect) {
      case Effect.Classify classify ->
          text("classify")
              .text(classify.sensitivity().map(Enum::name).orElse(""))
              .texts(classify.categories());
      case Effect.Open open ->
          text("open")
              .text(open.openness().map(Enum::name).orElse(""))
              .text(open.approval().map(Enum::name).orElse(""))
              .text(open.deny().orElse(""));
      case Effect.Mask mask -> text("mask").text(mask.mask()).text(mask.unless().orElse(""));
      case Effect.Limit limit -> text("limit").text(limit.limit());
      case Effect.Influence influence ->
          text("influence").text(influence.allowed() ? "allow" : "refuse");
    };
  }

  private CanonicalText bilingual(Bilingual both) {
    return text(both.zh()).text(both.en());
  }

  private CanonicalText texts(List<String> values) {
    size(values.size());
    values.forEach(this::text);
    return this;
  }

  private CanonicalText text(String value) {
    text.append(value.length()).append(':').append(value).append('\n');
    return this;
  }

  private CanonicalText size(int size) {
    text.append('[').append(size).append("]\n");
    return this;
  }

  String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
