package io.tidegate.engine.centre;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.detect.ColumnJudgement;
import io.tidegate.engine.detect.ResourceDetection;
import io.tidegate.engine.proposal.TableText;
import io.tidegate.engine.proposal.TableText.Note;
import io.tidegate.engine.source.DescribedTable;
import io.tidegate.engine.source.SampledColumn;
import io.tidegate.engine.source.SchemaReader;
import io.tidegate.engine.source.SourceSample;
import io.tidegate.engine.store.SourceStore;
import io.tidegate.engine.store.SourceStore.Collection;
import io.tidegate.engine.store.SourceStore.Finding;
import io.tidegate.engine.store.SourceStore.RegisteredSource;
import io.tidegate.engine.store.SourceStore.RunState;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Looks at every table of a source once: what the database says of it, and some of its rows. One
 * table is held at a time, and what was found is stored as it comes, so that nothing is lost when
 * the source or the node goes away. No value is kept.
 */
final class TableCollection {
  private static final Logger LOG = Logger.getLogger(TableCollection.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** More tables than a catalog is read with; what is beyond them is told and not looked at. */
  static final int MOST_TABLES = 10_000;

  /** Rows that are looked at of each table. */
  private static final int ROWS = 200;

  /** Rows are looked at for so long; after it tables are proposed by what they are called. */
  private static final Duration SAMPLING = Duration.ofMinutes(10);

  /** Tables that are stored at once. */
  private static final int AT_ONCE = 25;

  private final SourceStore store;
  private final RegisteredSource source;
  private final Collection run;
  private final Clock clock;

  TableCollection(SourceStore store, RegisteredSource source, Collection run, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.source = Objects.requireNonNull(source, "source");
    this.run = Objects.requireNonNull(run, "run");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Looks, and ends the run whatever happens. */
  void collect(DataSource database) {
    int done = 0;
    try {
      List<String> names = SchemaReader.names(database, source.schema(), MOST_TABLES + 1);
      boolean more = names.size() > MOST_TABLES;
      List<String> looked = more ? names.subList(0, MOST_TABLES) : names;
      Instant enough = clock.instant().plus(SAMPLING);
      for (int next = 0; next < looked.size(); next += AT_ONCE) {
        List<String> some = looked.subList(next, Math.min(looked.size(), next + AT_ONCE));
        List<Finding> found = new ArrayList<>();
        for (String name : some) {
          SchemaReader.table(database, source.schema(), name)
              .ifPresent(table -> found.add(found(database, table, enough)));
        }
        store.found(source.id(), found);
        done += some.size();
        if (!store.at(run.id(), done, looked.size())) {
          return;
        }
      }
      store.end(run.id(), RunState.DONE, ended(looked.size(), more));
    } catch (SQLException e) {
      Bilingual why = DatabaseTrouble.of(e);
      store.end(
          run.id(),
          RunState.FAILED,
          new Bilingual(
              why.zh() + "；已采集的 " + done + " 个表保留",
              why.en() + "; what was collected of " + done + " tables is kept"));
    } catch (RuntimeException e) {
      LOG.errorf(e, "collecting from the source %s broke", source.id());
      store.end(
          run.id(),
          RunState.FAILED,
          new Bilingual("平台内部错误，见日志", "an error of the platform; see its log"));
    }
  }

  private Bilingual ended(int tables, boolean more) {
    if (tables == 0) {
      return new Bilingual(
          "模式 " + source.schema() + " 中没有可读的表，请检查模式名与该用户的权限",
          "the schema "
              + source.schema()
              + " has no table this user may read; look at its name and"
              + " at the user's rights");
    }
    return more
        ? new Bilingual(
            "只采集了前 " + tables + " 个表", "only the first " + tables + " tables were looked at")
        : new Bilingual("已采集 " + tables + " 个表", tables + " tables were looked at");
  }

  private Finding found(DataSource database, DescribedTable table, Instant enough) {
    List<ColumnJudgement> judgements = List.of();
    Optional<Bilingual> unsampled = Optional.empty();
    if (clock.instant().isAfter(enough)) {
      unsampled =
          Optional.of(
              new Bilingual("时间已到，未取样，仅按名称", "not sampled, for time ran out; by names only"));
    } else {
      try {
        List<SampledColumn> sample =
            SourceSample.table(database, source.schema(), table.name(), ROWS);
        judgements = ResourceDetection.judge(Optional.empty(), sample, LocalDate.now(ZONE));
      } catch (SQLException e) {
        Bilingual why = DatabaseTrouble.of(e);
        unsampled =
            Optional.of(
                new Bilingual("未取样，仅按名称：" + why.zh(), "not sampled, by names only: " + why.en()));
      }
    }
    TableText.Proposed proposed =
        TableText.of(SourceCentre.surroundings(source), table, judgements);
    List<Note> notes = new ArrayList<>(proposed.notes());
    unsampled.ifPresent(why -> notes.add(new Note("", false, Optional.empty(), why)));
    return new Finding(
        table.name(), !proposed.text().isEmpty(), proposed.text(), json(notes), table.rows());
  }

  /** The notes as they are stored and answered. */
  static String json(List<Note> notes) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartArray();
      for (Note note : notes) {
        json.writeStartObject();
        json.writeStringField("column", note.column());
        json.writeBooleanField("described", note.described());
        json.writeStringField("sensitivity", note.label().map(Sensitivity::name).orElse(null));
        json.writeObjectFieldStart("reason");
        json.writeStringField("zh", note.reason().zh());
        json.writeStringField("en", note.reason().en());
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }
}
