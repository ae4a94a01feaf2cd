package io.tidegate.engine.store;

import static io.tidegate.engine.store.AgreedColumns.utc;

import io.tidegate.engine.agreement.Grant;
import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The grants that were made of agreements. They are written together with the agreement they follow
 * from, and nowhere else; a row that was written otherwise counts for nothing.
 */
public final class GrantStore {
  private static final Logger LOG = Logger.getLogger(GrantStore.class);

  private final Jdbi jdbi;
  private final GrantSeal seal;

  public GrantStore(DataSource platform, GrantSeal seal) {
    this.jdbi = Jdbi.create(platform);
    this.seal = Objects.requireNonNull(seal, "seal");
  }

  /**
   * A grant with whose it is.
   *
   * @param usci credit code of the enterprise
   * @param enterprise its name
   */
  public record HeldGrant(Grant grant, String usci, String enterprise, OrganisationLevel level) {
    public HeldGrant {
      Objects.requireNonNull(grant, "grant");
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(enterprise, "enterprise");
      Objects.requireNonNull(level, "level");
    }
  }

  /** Writes what an agreement has come to. */
  void put(Handle handle, Grant grant) {
    String calls = String.join(", ", AgreedColumns.CALLS);
    AgreedColumns.bind(
            handle.createUpdate(
                "insert into grant_ (agreement, application_id, service, major, valid_from,"
                    + " valid_to, state, "
                    + calls
                    + ", purpose, row_scope, owner, fields, seal) values (:agreement, :application,"
                    + " :service, :major, :from, :to, :state, :"
                    + calls.replace(", ", ", :")
                    + ", :purpose, :rows, :owner, :fields, :seal) on conflict (agreement) do update"
                    + " set state = excluded.state, seal = excluded.seal"),
            grant.calls())
        .bind("agreement", grant.agreement())
        .bind("application", grant.applicationId())
        .bind("service", grant.service())
        .bind("major", grant.major())
        .bind("from", utc(grant.validFrom()))
        .bind("to", utc(grant.validTo()))
        .bind("state", grant.state().name())
        .bind("purpose", grant.purpose().name())
        .bind("rows", grant.rows().name())
        .bind("owner", grant.owner())
        .bindArray("fields", String.class, grant.fields())
        .bind("seal", seal.of(grant))
        .execute();
  }

  /** All grants that are as they were written, with the enterprises that hold them, in order. */
  public List<HeldGrant> heldGrants() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select g.*, e.usci, e.name as enterprise, e.level from grant_ g"
                        + " join application a on a.id = g.application_id"
                        + " join enterprise e on e.usci = a.usci"
                        + " order by g.application_id, g.service, g.valid_from, g.agreement")
                .map((row, context) -> held(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  /** All grants that are as they were written, of any state and time, in order. */
  public List<Grant> grants() {
    return heldGrants().stream().map(HeldGrant::grant).toList();
  }

  private Optional<HeldGrant> held(ResultSet row) throws SQLException {
    Optional<Grant> grant = intact(row);
    return grant.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HeldGrant(
                grant.get(),
                row.getString("usci"),
                row.getString("enterprise"),
                OrganisationLevel.valueOf(row.getString("level"))));
  }

  private Optional<Grant> intact(ResultSet row) throws SQLException {
    Grant grant;
    try {
      grant = grant(row);
    } catch (IllegalArgumentException e) {
      LOG.errorf("ALARM: the grant of %s was written past Tidegate", row.getString("agreement"));
      return Optional.empty();
    }
    if (!seal.fits(grant, row.getString("seal"))) {
      LOG.errorf(
          "ALARM: the grant of %s to %s was changed past Tidegate and counts for nothing",
          grant.agreement(), grant.applicationId());
      return Optional.empty();
    }
    return Optional.of(grant);
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        row.getString("application_id"),
        row.getString("service"),
        row.getInt("major"),
        AgreedColumns.instant(row, "valid_from"),
        AgreedColumns.instant(row, "valid_to"),
        Grant.State.valueOf(row.getString("state")),
        AgreedColumns.calls(row),
        Purpose.valueOf(row.getString("purpose")),
        row.getString("agreement"),
        Openness.valueOf(row.getString("row_scope")),
        AgreedColumns.optional(row, "owner"),
        AgreedColumns.texts(row, "fields"));
  }
}
