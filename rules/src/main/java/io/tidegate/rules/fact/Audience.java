package io.tidegate.rules.fact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Those who call with any of these purposes for an organisation of any of these levels. A call is
 * of one purpose and one level.
 *
 * @param purposes at least one, in their order, without doubles
 * @param levels likewise
 */
public record Audience(List<Purpose> purposes, List<OrganisationLevel> levels) {
  public static final Audience EVERYBODY =
      new Audience(List.of(Purpose.values()), List.of(OrganisationLevel.values()));

  public Audience {
    purposes = purposes.stream().sorted().distinct().toList();
    levels = levels.stream().sorted().distinct().toList();
    if (purposes.isEmpty() || levels.isEmpty()) {
      throw new IllegalArgumentException("an audience is somebody");
    }
  }

  public boolean has(Purpose purpose, OrganisationLevel level) {
    return purposes.contains(purpose) && levels.contains(level);
  }

  public boolean isEverybody() {
    return equals(EVERYBODY);
  }

  /** Whether a call can be of both. */
  public boolean overlaps(Audience other) {
    return !Collections.disjoint(purposes, other.purposes)
        && !Collections.disjoint(levels, other.levels);
  }

  /**
   * Everybody in as few parts as tell these audiences apart: of each part either all are in one of
   * them or none is. Equal for equal audiences, whatever their order.
   */
  public static List<Audience> parts(Collection<Audience> told) {
    List<Audience> parts = new ArrayList<>();
    for (List<Purpose> purposes : alike(Purpose.values(), told, Audience::purposes)) {
      for (List<OrganisationLevel> levels :
          alike(OrganisationLevel.values(), told, Audience::levels)) {
        parts.add(new Audience(purposes, levels));
      }
    }
    return List.copyOf(parts);
  }

  /** The same calls in fewer audiences, where some differ in their purposes or levels only. */
  public static List<Audience> together(Collection<Audience> parts) {
    Map<List<OrganisationLevel>, List<Purpose>> byLevels = new LinkedHashMap<>();
    parts.forEach(
        part ->
            byLevels.computeIfAbsent(part.levels, key -> new ArrayList<>()).addAll(part.purposes));
    Map<List<Purpose>, List<OrganisationLevel>> byPurposes = new LinkedHashMap<>();
    byLevels.forEach(
        (levels, purposes) ->
            byPurposes
                .computeIfAbsent(
                    purposes.stream().sorted().distinct().toList(), key -> new ArrayList<>())
                .addAll(levels));
    return byPurposes.entrySet().stream()
        .map(entry -> new Audience(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Words that no audience tells apart, together. */
  private static <W> List<List<W>> alike(
      W[] words, Collection<Audience> told, Function<Audience, List<W>> of) {
    Map<List<Boolean>, List<W>> alike = new LinkedHashMap<>();
    List<List<W>> lists = told.stream().map(of).distinct().toList();
    for (W word : words) {
      alike
          .computeIfAbsent(
              lists.stream().map(list -> list.contains(word)).toList(), key -> new ArrayList<>())
          .add(word);
    }
    return List.copyOf(alike.values());
  }

  /** Such as {@code finance|insurance, certified}; {@code everybody} when nobody is left out. */
  public String text() {
    if (isEverybody()) {
      return "everybody";
    }
    List<String> parts = new ArrayList<>();
    if (purposes.size() < Purpose.values().length) {
      parts.add(joined(purposes.stream().map(Purpose::word).toList(), Purpose.values().length));
    }
    if (levels.size() < OrganisationLevel.values().length) {
      parts.add(
          joined(
              levels.stream().map(OrganisationLevel::word).toList(),
              OrganisationLevel.values().length));
    }
    return String.join(", ", parts);
  }

  /** All but a few are told by those few. */
  private static String joined(List<String> words, int all) {
    if (words.size() * 2 <= all) {
      return String.join("|", words);
    }
    List<String> every =
        all == Purpose.values().length
            ? Arrays.stream(Purpose.values()).map(Purpose::word).toList()
            : Arrays.stream(OrganisationLevel.values()).map(OrganisationLevel::word).toList();
    return every.stream()
        .filter(word -> !words.contains(word))
        .collect(Collectors.joining("|", "not ", ""));
  }
}
