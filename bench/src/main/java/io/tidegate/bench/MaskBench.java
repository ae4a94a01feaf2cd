package io.tidegate.bench;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.route.identifier.IdentityNumber;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One field through one mask. Two baselines do the least that there is to do: a copy of the text
 * for covers, one HMAC-SM3 of it for stand-ins.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskBench {
  private static final int PEOPLE = 1 << 10;

  private final byte[] platformKey = new byte[32];
  private final MaskKey key = new MaskKeys(platformKey).of(Optional.of("91350299MAT0000182"));

  // fields of the state are no constants, so that nothing is computed before it is measured
  private String bill = "TDGL00083334";
  private String mail = "zhang.san@example.com";
  private String telephone = "13800138000";
  // how often a number leaves its range depends on the number, so that there must be many
  private final String[] people =
      IntStream.range(0, PEOPLE)
          .mapToObj(
              i -> IdentityNumber.sample(LocalDate.of(1950, 1, 1).plusDays(17L * i), i % 1000))
          .toArray(String[]::new);
  private int person;

  private String container = "TDGU1234568";
  private String party = "91350299MAT0000182";
  private String card = "6222021234567890128";

  private final CompiledMask cover = mask(MaskKind.COVER);
  private final CompiledMask keep = mask(MaskKind.KEEP, "first", "3", "last", "4");
  private final CompiledMask range = mask(MaskKind.COVER_RANGE, "from", "5", "to", "10");
  private final CompiledMask before = mask(MaskKind.COVER_BEFORE, "mark", "@");
  private final CompiledMask after = mask(MaskKind.COVER_AFTER, "mark", "@");
  private final CompiledMask digest = mask(MaskKind.HMAC_SM3);
  private final CompiledMask realTelephone = surrogate("mobile-number", "realistic");
  private final CompiledMask realContainer = surrogate("container-number", "realistic");
  private final CompiledMask realParty = surrogate("credit-code", "realistic");
  private final CompiledMask realCard = surrogate("payment-card", "realistic");
  private final CompiledMask realPerson = surrogate("identity-number", "realistic");
  private final CompiledMask markedPerson = surrogate("identity-number", "marked");

  private static CompiledMask surrogate(String of, String mode) {
    return mask(MaskKind.SURROGATE, "of", of, "mode", mode);
  }

  private static CompiledMask mask(MaskKind kind, String... parameters) {
    Map<String, String> named = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      named.put(parameters[i], parameters[i + 1]);
    }
    return CompiledMask.compile(new MaskSpec("M-BENCH", kind, new TreeMap<>(named)));
  }

  private String nextPerson() {
    return people[person++ & PEOPLE - 1];
  }

  /** Baseline of the covers; through an array, for the compiler leaves a plainer copy out. */
  @Benchmark
  public Object copyOfAText() {
    return new String(bill.toCharArray());
  }

  @Benchmark
  public Object coverAll() {
    return cover.apply(bill, key);
  }

  @Benchmark
  public Object coverKeep() {
    return keep.apply(telephone, key);
  }

  @Benchmark
  public Object coverRange() {
    return range.apply(bill, key);
  }

  @Benchmark
  public Object coverBefore() {
    return before.apply(mail, key);
  }

  @Benchmark
  public Object coverAfter() {
    return after.apply(mail, key);
  }

  /** Baseline of the stand-ins. */
  @Benchmark
  public Object hmacSm3OfAText() {
    return HmacSm3.code(platformKey, telephone.getBytes(StandardCharsets.UTF_8));
  }

  @Benchmark
  public Object standInDigest() {
    return digest.apply(bill, key);
  }

  @Benchmark
  public Object standInMobileNumber() {
    return realTelephone.apply(telephone, key);
  }

  @Benchmark
  public Object standInContainerNumber() {
    return realContainer.apply(container, key);
  }

  @Benchmark
  public Object standInCreditCode() {
    return realParty.apply(party, key);
  }

  @Benchmark
  public Object standInPaymentCard() {
    return realCard.apply(card, key);
  }

  @Benchmark
  public Object standInIdentityNumber() {
    return realPerson.apply(nextPerson(), key);
  }

  @Benchmark
  public Object standInIdentityNumberMarked() {
    return markedPerson.apply(nextPerson(), key);
  }
}
