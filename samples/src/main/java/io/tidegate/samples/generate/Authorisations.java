package io.tidegate.samples.generate;

import java.time.LocalDate;
import java.util.List;

/** What enterprises have authorised each other to do; the first one belongs to the stories. */
final class Authorisations {
  private static final List<String> PURPOSES = List.of("贸易背景核验", "货款融资", "物流对账", "保险理赔");
  private static final String CHECKED_FIELDS =
      "trade_usci,ie_flag,declare_month,currency,total,hs4";
  private static final String STATUS_FIELDS = "entry_id,status";

  private final Volume volume;
  private final Enterprises enterprises;
  private final long seed;

  Authorisations(Volume volume, Enterprises enterprises, long seed) {
    this.volume = volume;
    this.enterprises = enterprises;
    this.seed = seed;
  }

  int count() {
    return volume.authorisations();
  }

  Row<AuthorisationColumn> row(long id) {
    Draw draw = new Draw(seed, "authorisation", id);
    boolean story = id == 1;
    Enterprise owner = story ? enterprises.cast(1) : enterprises.trader(draw.unit("owner"));
    Enterprise grantee = story ? enterprises.cast(8) : draw.oneOf("grantee", enterprises.all());
    if (grantee.equals(owner)) {
      grantee = enterprises.cast(8);
    }
    boolean result = story || draw.chance("result", 0.5);
    LocalDate from =
        story
            ? SampleCalendar.FIRST_DAY
            : SampleCalendar.FIRST_DAY.plusDays(draw.below("from", SampleCalendar.DAYS));
    LocalDate to = story ? SampleCalendar.NOW.toLocalDate() : from.plusMonths(6);
    boolean over = to.isBefore(SampleCalendar.NOW.toLocalDate());
    return new Row<>(AuthorisationColumn.class)
        .set(AuthorisationColumn.AUTHORISATION_ID, id)
        .set(AuthorisationColumn.OWNER_USCI, owner.usci())
        .set(AuthorisationColumn.GRANTEE_USCI, grantee.usci())
        .set(
            AuthorisationColumn.SERVICE, result ? "declaration-verification" : "declaration-status")
        .set(AuthorisationColumn.FIELDS, result ? CHECKED_FIELDS : STATUS_FIELDS)
        .set(AuthorisationColumn.PURPOSE, story ? PURPOSES.get(0) : draw.oneOf("purpose", PURPOSES))
        .set(AuthorisationColumn.MODE, result ? "result" : "row")
        .set(AuthorisationColumn.VALID_FROM, from)
        .set(AuthorisationColumn.VALID_TO, to)
        .set(
            AuthorisationColumn.STATE,
            !story && draw.chance("revoked", 0.1) ? "REVOKED" : over ? "EXPIRED" : "LIVE");
  }
}
