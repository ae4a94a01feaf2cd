package io.tidegate.samples.generate;

import java.util.List;
import java.util.Objects;

/**
 * The random values of one row: each a pure function of the seed, the entity, the row and the name
 * of the field, made by the finaliser of SplitMix64 (Steele, Lea and Flood, 2014). Asking for the
 * same field twice gives the same value.
 *
 * <p>Only {@link StrictMath} is used, whose results are the same on every machine. A name is folded
 * in by {@link String#hashCode()}, which the language specifies.
 */
final class Draw {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double TWO_TO_THE_MINUS_53 = 0x1.0p-53;

  private final long state;

  Draw(long seed, String entity, long row) {
    Objects.requireNonNull(entity, "entity");
    this.state = mix(mix(seed + GOLDEN * entity.hashCode()) + GOLDEN * row);
  }

  private Draw(long state) {
    this.state = state;
  }

  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The values of the n-th part of this row, such as an item of a declaration. */
  Draw part(String entity, long number) {
    return new Draw(mix(bits(entity) + GOLDEN * number));
  }

  long bits(String field) {
    return mix(state + GOLDEN * field.hashCode());
  }

  /** Evenly from 0 inclusive to 1 exclusive. */
  double unit(String field) {
    return (bits(field) >>> 11) * TWO_TO_THE_MINUS_53;
  }

  /** Evenly from 0 to one below the bound. */
  int below(String field, int bound) {
    return (int) (unit(field) * bound);
  }

  /** Evenly from the first to the last, both included. */
  int between(String field, int first, int last) {
    return first + below(field, last - first + 1);
  }

  boolean chance(String field, double probability) {
    return unit(field) < probability;
  }

  <T> T oneOf(String field, List<T> choices) {
    return choices.get(below(field, choices.size()));
  }

  double exponential(String field, double mean) {
    return -mean * StrictMath.log(1 - unit(field));
  }

  /** Normal with mean 0 and deviation 1, from two even values after Box and Muller. */
  double normal(String field) {
    long bits = bits(field);
    double first = ((bits >>> 11) + 1) * TWO_TO_THE_MINUS_53;
    double second = (mix(bits) >>> 11) * TWO_TO_THE_MINUS_53;
    return StrictMath.sqrt(-2 * StrictMath.log(first)) * StrictMath.cos(2 * StrictMath.PI * second);
  }

  /** Log-normal with this median; the logarithm has the deviation given. */
  double logNormal(String field, double median, double deviation) {
    return median * StrictMath.exp(deviation * normal(field));
  }
}
