package io.tidegate.engine.answer;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.GovernedRow;
import io.tidegate.engine.read.ReadCall;
import io.tidegate.engine.read.RowRead;
import io.tidegate.engine.read.Treatment;
import io.tidegate.engine.read.Utf8Json;
import io.tidegate.route.data.DataRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Answers a plan that is one governed read and nothing else: each row is written as UTF-8 JSON
 * while the driver holds it, and is never a record. The bytes are those {@link AnswerWriter}
 * writes; every row passes the same guard.
 */
public final class DirectAnswer {
  private static final Logger LOG = Logger.getLogger(DirectAnswer.class);
  private static final byte[] ROWS = ascii("{\"rows\":[");
  private static final byte[] NEXT = ascii("],\"next_cursor\":");
  private static final byte[] MORE = ascii(",\"has_more\":");

  private final AnswerShape shape;
  private final PlannedRead plan;
  private final Reading reading;
  private final ResponseGuard guard;
  private final AnswerWatch watch;
  private final AnswerShape.Value[] members;
  private final int[] fields;

  /** What stands before each value: a comma or the bracket, the name, a colon. */
  private final byte[][] names;

  /** How long the last answer was, which the next one probably is. */
  private volatile int expected = 1024;

  /** What a record ends with, for what was done to it; most are treated as the one before. */
  private volatile Ending latest;

  private record Ending(Treatment treatment, byte[] json) {}

  private DirectAnswer(
      AnswerShape shape,
      PlannedRead plan,
      Reading reading,
      int[] fields,
      AnswerShape.Value[] members,
      ResponseGuard guard,
      AnswerWatch watch) {
    this.shape = shape;
    this.plan = plan;
    this.reading = reading;
    this.fields = fields;
    this.members = members;
    this.guard = guard;
    this.watch = watch;
    this.names = new byte[members.length][];
    for (int m = 0; m < names.length; m++) {
      Utf8Json name = new Utf8Json(64);
      name.one(m == 0 ? '{' : ',');
      name.text(members[m].name());
      name.one(':');
      names[m] = name.toBytes();
    }
  }

  /** How the rows are had, with whatever stands before a read. */
  @FunctionalInterface
  public interface Reading {
    void each(ReadCall call, RowRead.Rows rows) throws CallProblem;
  }

  /**
   * The way for a read that is the whole plan.
   *
   * @return empty when an answer has a member that is no output of the read as it is
   */
  public static Optional<DirectAnswer> of(
      AnswerShape shape,
      PlannedRead plan,
      Reading reading,
      ResponseGuard guard,
      AnswerWatch watch) {
    AnswerShape.Value[] members = new AnswerShape.Value[shape.members().size()];
    int[] fields = new int[members.length];
    for (int m = 0; m < members.length; m++) {
      if (!(shape.members().get(m) instanceof AnswerShape.Value value) || value.list()) {
        return Optional.empty();
      }
      fields[m] = field(plan, value);
      if (fields[m] < 0) {
        return Optional.empty();
      }
      members[m] = value;
    }
    return members.length == 0 || shape.list() == plan.single()
        ? Optional.empty()
        : Optional.of(new DirectAnswer(shape, plan, reading, fields, members, guard, watch));
  }

  private static int field(PlannedRead plan, AnswerShape.Value value) {
    for (int f = 0; f < plan.fields().size(); f++) {
      PlannedField field = plan.fields().get(f);
      if (field.name().equals(value.name()) && field.type() == value.type()) {
        return f;
      }
    }
    return -1;
  }

  /**
   * The record, or the whole list.
   *
   * @param counter of what is written
   * @throws CallProblem when there is no record, or more than one; when the list is longer than it
   *     may be; or what the read throws
   */
  public byte[] whole(ReadCall call, AnswerTally.Counter counter) throws CallProblem {
    Writing writing = new Writing(Integer.MAX_VALUE, List.of(), counter);
    if (shape.list()) {
      writing.json.raw(ROWS);
    }
    reading.each(call, writing);
    if (shape.list()) {
      if (writing.rows >= plan.rowLimit() && call.rows() >= plan.rowLimit()) {
        // a list that is not paged is read up to one row more than its limit: whole or not at all
        throw new CallProblem(ProblemCode.ANSWER_TOO_LARGE);
      }
      writing.json.raw(ascii("]}"));
    } else {
      if (writing.rows == 0) {
        throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
      }
      if (writing.rows > 1) {
        LOG.warnf("read %s finds more than one record where one is expected", plan.id());
        throw new CallProblem(ProblemCode.SOURCE_FAILED);
      }
    }
    return writing.end();
  }

  /**
   * A page.
   *
   * @param size most records of it; the call asks for one more, which tells whether there is
   *     another page
   * @param keys the fields that tell where the next page begins
   * @param counter of what is written
   */
  public Page page(ReadCall call, int size, List<Integer> keys, AnswerTally.Counter counter)
      throws CallProblem {
    Writing writing = new Writing(size, keys, counter);
    writing.json.raw(ROWS);
    reading.each(call, writing);
    return new Page(writing);
  }

  /** A page that does not say yet where the next one begins. */
  public static final class Page {
    private final Writing writing;

    private Page(Writing writing) {
      this.writing = writing;
    }

    /** The keys of the last record, as the caller sees them; empty on the last page. */
    public Optional<List<Object>> lastKeys() {
      return writing.rows > writing.size ? Optional.of(writing.last) : Optional.empty();
    }

    /**
     * The whole answer.
     *
     * @param next cursor of the next page; absent on the last one
     */
    public byte[] end(Optional<String> next) {
      Utf8Json json = writing.json;
      json.raw(NEXT);
      if (next.isPresent()) {
        json.text(next.get());
      } else {
        json.nothing();
      }
      json.raw(MORE);
      json.bool(next.isPresent());
      json.one('}');
      return writing.end();
    }
  }

  /** One answer being written. */
  private final class Writing implements RowRead.Rows {
    private final Utf8Json json = new Utf8Json(expected + (expected >> 3));
    private final int size;
    private final List<Integer> keys;
    private final AnswerTally.Counter counter;
    private final Set<Integer> closed;

    /** The records of an answer that is looked at; null of one that is not. */
    private final List<DataRecord> seen = watch.isDrawn() ? new ArrayList<>() : null;

    private int rows;
    private List<Object> last = List.of();

    Writing(int size, List<Integer> keys, AnswerTally.Counter counter) {
      this.size = size;
      this.keys = keys;
      this.counter = counter;
      this.closed = watch.closed() == 0 ? Set.of() : closed();
    }

    private Set<Integer> closed() {
      Set<Integer> found = new HashSet<>();
      for (int m = 0; m < members.length; m++) {
        if (watch.isClosed(members[m])) {
          found.add(m);
        }
      }
      return found;
    }

    @Override
    public void row(GovernedRow row) throws CallProblem {
      rows++;
      if (rows > size || rows > 1 && !shape.list()) {
        return;
      }
      guard.check(row.treatment());
      counter.treated(row.treatment());
      if (rows > 1) {
        json.one(',');
      }
      for (int m = 0; m < names.length; m++) {
        json.raw(names[m]);
        if (!closed.isEmpty() && closed.contains(m)) {
          json.nothing();
        } else {
          row.write(fields[m], json);
        }
      }
      if (shape.related()) {
        related(row.treatment());
      }
      json.one('}');
      if (rows == size) {
        List<Object> at = new ArrayList<>(keys.size());
        for (int key : keys) {
          at.add(row.value(key));
        }
        last = at;
      }
      if (seen != null) {
        seen.add(row.record());
      }
    }

    private void related(Treatment treatment) {
      Ending known = latest;
      if (known != null && known.treatment() == treatment && closed.isEmpty()) {
        json.raw(known.json());
        return;
      }
      byte[] ending = ending(treatment);
      if (closed.isEmpty()) {
        latest = new Ending(treatment, ending);
      }
      json.raw(ending);
    }

    /** As {@link AnswerWriter} writes it, behind the members. */
    private byte[] ending(Treatment treatment) {
      byte[] object = AnswerWriter.related(shape, List.of(treatment), watch);
      object[0] = ',';
      return Arrays.copyOf(object, object.length - 1);
    }

    byte[] end() {
      counter.rows(Math.min(rows, size));
      byte[] answer = json.toBytes();
      expected = answer.length;
      if (seen != null) {
        watch.leaves(shape.list() ? seen : seen.getFirst());
      }
      return answer;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
