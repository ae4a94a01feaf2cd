package io.tidegate.engine.impact;

import io.tidegate.route.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a candidate changes of one service.
 *
 * @param version the service's own
 * @param examples one row for each read and relation in which something is loosened
 * @param grants the live grants for it whose holders meet something of this
 * @param refusal why it would be refused, or is refused now; empty where it is accepted by both
 */
public record ServiceImpact(
    String service,
    String version,
    Fate fate,
    List<FieldChange> fields,
    List<AccessChange> access,
    List<InfluenceChange> influences,
    List<ExampleRow> examples,
    List<StandingGrant> grants,
    List<Diagnostic> refusal) {
  public ServiceImpact {
    grants = List.copyOf(grants);
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(fate, "fate");
    fields = List.copyOf(fields);
    access = List.copyOf(access);
    influences = List.copyOf(influences);
    examples = List.copyOf(examples);
    refusal = List.copyOf(refusal);
  }

  /** What becomes of it. */
  public enum Fate {
    /** It is served before and after. */
    KEPT,
    /** It is served now and would be refused. */
    NEWLY_REFUSED,
    /** It is refused now and could be served. */
    NEWLY_ACCEPTED
  }

  /** Of a service that is planned by both packs; empty when nothing changes for anybody. */
  static Optional<ServiceImpact> kept(
      String service,
      String version,
      PlanDifference difference,
      List<ExampleRow> examples,
      List<StandingGrant> grants) {
    return difference.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ServiceImpact(
                service,
                version,
                Fate.KEPT,
                difference.fields(),
                difference.access(),
                difference.influences(),
                examples,
                grants.stream()
                    .filter(
                        grant ->
                            difference.touched().stream()
                                .anyMatch(who -> who.has(grant.purpose(), grant.level())))
                    .toList(),
                List.of()));
  }

  /** How far it goes. */
  public Grade grade() {
    return switch (fate) {
      case NEWLY_REFUSED -> Grade.REFUSING;
      case NEWLY_ACCEPTED -> Grade.LOOSENING;
      case KEPT -> {
        boolean opens =
            fields.stream().anyMatch(f -> f.direction().opens())
                || access.stream().anyMatch(a -> a.direction().opens());
        yield opens
            ? Grade.LOOSENING
            : fields.isEmpty() && access.isEmpty() ? Grade.NONE : Grade.TIGHTENING;
      }
    };
  }

  /** How many fields change in a direction, counted once for each relation. */
  public long count(Direction direction) {
    return fields.stream().filter(f -> f.direction() == direction).count()
        + access.stream().filter(a -> a.direction() == direction).count();
  }
}
