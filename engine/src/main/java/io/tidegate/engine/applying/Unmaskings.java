package io.tidegate.engine.applying;

import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.engine.agreement.Unmasking;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.store.UnmaskingStore;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.mask.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns stand-ins back into what they stand for. No service does that and no plan: what a service
 * answers is as masked as its certificate says. Here people ask with a reason, another person
 * agrees, and each use is on record before a value is told. Safe for any number of threads.
 */
public final class Unmaskings {
  private final UnmaskingStore store;
  private final Applying applying;
  private final Function<String, Optional<GovernedPlan>> plans;
  private final Keys keys;
  private final Clock clock;

  /** The key that stand-ins of an agreement were made with. */
  @FunctionalInterface
  public interface Keys {
    /**
     * @param receiver credit code of the enterprise
     * @param agreement its name
     */
    MaskKey of(String receiver, String agreement);
  }

  /**
   * What came of a use.
   *
   * @param values each stand-in with what it stands for; nothing for what the mask never shows
   */
  public record Restored(Unmasking unmasking, Map<String, Optional<String>> values) {
    public Restored {
      Objects.requireNonNull(unmasking, "unmasking");
      values = new LinkedHashMap<>(values);
    }
  }

  /**
   * @param plans gives the plan of a service in force
   */
  public Unmaskings(
      UnmaskingStore store,
      Applying applying,
      Function<String, Optional<GovernedPlan>> plans,
      Keys keys,
      Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.applying = Objects.requireNonNull(applying, "applying");
    this.plans = Objects.requireNonNull(plans, "plans");
    this.keys = Objects.requireNonNull(keys, "keys");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Those there are, the last first. */
  public List<Unmasking> before(long number, int most) {
    return store.before(number, most);
  }

  public Unmasking one(long number) throws RefusedException {
    return store.one(number).orElseThrow(UnmaskingStore::unknown);
  }

  /** Where one stands by now. */
  public Unmasking.State state(Unmasking unmasking) {
    return unmasking.state(now());
  }

  /**
   * Asks for one.
   *
   * @param agreement its number
   * @throws RefusedException when the agreement does not hold, the field is not in it, nothing in
   *     it can be undone, or reason, time or number are missing
   */
  public Unmasking ask(
      long agreement, String field, String reason, Duration time, int most, String login)
      throws RefusedException {
    Agreement given = inForce(agreement);
    return store.add(
        Unmasking.ask(
            agreement, field, text(mask(given, field)), reason, time, most, actor(login), now()));
  }

  /** Agrees to one that somebody else asked for. */
  public Unmasking approve(long number, String login) throws RefusedException {
    inForce(one(number).agreement());
    Actor actor = actor(login);
    return store.change(
        number, login, "approve", before -> before.approved(actor, now()), Unmasking::reason);
  }

  /** Ends one, whatever it had come to. */
  public Unmasking end(long number, String login) throws RefusedException {
    Actor actor = actor(login);
    return store.change(
        number, login, "end", before -> before.ended(actor, now()), Unmasking::reason);
  }

  /**
   * Tells what stand-ins stand for. The use is on record before it is told; where that cannot be
   * stored, nothing is told.
   *
   * @param shown as the consumer got them
   */
  public Restored restore(long number, Set<String> shown, String login) throws RefusedException {
    Unmasking permission = one(number);
    Agreement given = inForce(permission.agreement());
    MaskSpec mask = mask(given, permission.field());
    if (!text(mask).equals(permission.mask())) {
      throw new RefusedException(
          Kind.STATE, "脱敏方式在批准后已变更，请重新申请", "the mask has changed since it was agreed to; ask anew");
    }
    if (shown.isEmpty()) {
      throw new RefusedException(Kind.INVALID, "请列出要还原的值", "values: say which");
    }
    Actor actor = actor(login);
    MaskKey key = keys.of(given.terms().usci(), given.name());
    CompiledMask compiled = CompiledMask.compile(mask);
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    shown.forEach(value -> values.put(value, compiled.restore(value, key)));
    long found = values.values().stream().filter(Optional::isPresent).count();
    Unmasking after =
        store.change(
            number,
            login,
            "use",
            before -> before.used(actor, shown.size(), now()),
            used ->
                "%s %s %s: %d asked, %d restored: %s"
                    .formatted(
                        given.name(),
                        given.terms().service(),
                        used.field(),
                        shown.size(),
                        found,
                        used.reason()));
    return new Restored(after, values);
  }

  /** The agreement, when both signatures are over its text and it is neither ended nor over. */
  private Agreement inForce(long number) throws RefusedException {
    Agreement agreement = applying.agreement(Optional.empty(), number);
    boolean good =
        agreement.state() == Agreement.State.IN_FORCE
            && clock.instant().isBefore(agreement.until())
            && applying.holds(agreement);
    if (!good) {
      throw new RefusedException(Kind.STATE, "该协议未在有效期内生效", "the agreement is not in force");
    }
    return agreement;
  }

  /** The one mask of the field that can be undone. */
  private MaskSpec mask(Agreement agreement, String field) throws RefusedException {
    if (!agreement.terms().fields().contains(field)) {
      throw new RefusedException(
          Kind.INVALID, "协议中没有数据项 " + field, "field: the agreement has no " + field);
    }
    GovernedPlan plan =
        plans
            .apply(agreement.terms().service())
            .filter(own -> own.version().major() == agreement.terms().major())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Kind.STATE, "该服务已不在线", "the service is not in force any more"));
    List<MaskSpec> masks =
        values(plan.answer(), "", field)
            .flatMap(value -> value.lineage().values().stream())
            .map(origin -> plan.read(origin.read()).fields().get(origin.output()))
            .flatMap(Unmaskings::masks)
            .filter(mask -> mask.promises().contains(Promise.REVERSIBLE))
            .toList();
    if (masks.isEmpty()) {
      throw new RefusedException(
          Kind.INVALID,
          "该数据项没有可还原的代号；遮盖或删除的值只能向数据来源方查询",
          "field: it has no stand-in that can be undone; what is covered or left out is only known to"
              + " its source");
    }
    if (!masks.stream().allMatch(masks.getFirst()::sameEffect)) {
      throw new RefusedException(
          Kind.INVALID,
          "该数据项有多种代号，无法确定用哪一种还原",
          "field: it has stand-ins of several masks, so that it cannot be told which to undo");
    }
    return masks.getFirst();
  }

  private static Stream<MaskSpec> masks(PlannedField field) {
    return Stream.concat(Stream.of(field.fixed()), field.masks().values().stream())
        .map(PlannedMask::mask);
  }

  private static Stream<AnswerShape.Value> values(AnswerShape shape, String before, String way) {
    return shape.members().stream()
        .flatMap(
            member ->
                switch (member) {
                  case AnswerShape.Nested nested ->
                      values(nested.shape(), before + nested.name() + ".", way);
                  case AnswerShape.Value value ->
                      way.equals(before + value.name()) ? Stream.of(value) : Stream.empty();
                });
  }

  /** What a mask does, without its name. */
  private static String text(MaskSpec mask) {
    return mask.kind().word() + " " + mask.parameters();
  }

  private Actor actor(String login) {
    return applying.actor(login, Set.of());
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
