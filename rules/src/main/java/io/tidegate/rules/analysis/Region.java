package io.tidegate.rules.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A set of facts: for each column the values it may have, the tags it has none of, and groups of
 * tags of each of which it has at least one; a tag is a category or what a detector found.
 * Immutable; the sets given are not copied and must not be changed.
 */
final class Region {
  private final BitSet[] sets;
  private final BitSet absent;
  private final List<BitSet> present;

  Region(BitSet[] sets, BitSet absent, List<BitSet> present) {
    this.sets = sets;
    this.absent = absent;
    this.present = normal(present, absent);
  }

  /** Groups without what is absent, and without those that follow from a smaller one. */
  private static List<BitSet> normal(List<BitSet> groups, BitSet absent) {
    List<BitSet> least = new ArrayList<>();
    for (BitSet given : groups) {
      BitSet group = minus(given, absent);
      if (least.stream().anyMatch(other -> minus(other, group).isEmpty())) {
        continue;
      }
      least.removeIf(other -> minus(group, other).isEmpty());
      least.add(group);
    }
    return least;
  }

  BitSet set(int column) {
    return sets[column];
  }

  boolean isEmpty() {
    for (BitSet set : sets) {
      if (set.isEmpty()) {
        return true;
      }
    }
    return present.stream().anyMatch(BitSet::isEmpty);
  }

  Region with(int column, BitSet values) {
    BitSet[] changed = sets.clone();
    changed[column] = and(sets[column], values);
    return new Region(changed, absent, present);
  }

  Region withAnyOf(BitSet tags) {
    List<BitSet> more = new ArrayList<>(present);
    more.add(tags);
    return new Region(sets, absent, more);
  }

  Region withNoneOf(BitSet tags) {
    return new Region(sets, or(absent, tags), present);
  }

  Region and(Region other) {
    BitSet[] both = new BitSet[sets.length];
    for (int i = 0; i < sets.length; i++) {
      both[i] = and(sets[i], other.sets[i]);
    }
    List<BitSet> groups = new ArrayList<>(present);
    groups.addAll(other.present);
    return new Region(both, or(absent, other.absent), groups);
  }

  /** What is in this region and not in the other, as regions without a fact in common. */
  List<Region> minus(Region other) {
    if (and(other).isEmpty()) {
      return List.of(this);
    }
    List<Region> pieces = new ArrayList<>();
    Region rest = this;
    for (int i = 0; i < sets.length; i++) {
      BitSet outside = minus(sets[i], other.sets[i]);
      if (!outside.isEmpty()) {
        add(rest.with(i, outside), pieces);
        rest = rest.with(i, other.sets[i]);
      }
    }
    for (BitSet group : other.present) {
      add(rest.withNoneOf(group), pieces);
      rest = rest.withAnyOf(group);
    }
    for (int tag = other.absent.nextSetBit(0); tag >= 0; tag = other.absent.nextSetBit(tag + 1)) {
      BitSet one = new BitSet();
      one.set(tag);
      add(rest.withAnyOf(one), pieces);
      rest = rest.withNoneOf(one);
    }
    return pieces;
  }

  private static void add(Region piece, List<Region> pieces) {
    if (!piece.isEmpty()) {
      pieces.add(piece);
    }
  }

  /** Whether it asks for one of these tags, or for none of one. */
  boolean restricts(BitSet tags) {
    return absent.intersects(tags) || present.stream().anyMatch(group -> group.intersects(tags));
  }

  /** Tags that meet every group, as few as come by taking what meets most first. */
  BitSet leastTags() {
    BitSet chosen = new BitSet();
    List<BitSet> open = new ArrayList<>(present);
    while (!open.isEmpty()) {
      int best = -1;
      long most = 0;
      BitSet candidates = new BitSet();
      open.forEach(candidates::or);
      for (int c = candidates.nextSetBit(0); c >= 0; c = candidates.nextSetBit(c + 1)) {
        int tag = c;
        long met = open.stream().filter(group -> group.get(tag)).count();
        if (met > most) {
          most = met;
          best = c;
        }
      }
      int taken = best;
      chosen.set(taken);
      open.removeIf(group -> group.get(taken));
    }
    return chosen;
  }

  private static BitSet and(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  private static BitSet or(BitSet one, BitSet other) {
    BitSet either = (BitSet) one.clone();
    either.or(other);
    return either;
  }

  private static BitSet minus(BitSet one, BitSet other) {
    BitSet rest = (BitSet) one.clone();
    rest.andNot(other);
    return rest;
  }
}
