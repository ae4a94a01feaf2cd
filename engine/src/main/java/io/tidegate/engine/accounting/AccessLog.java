package io.tidegate.engine.accounting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.SizeRotatingFileHandler;

/**
 * Calls as lines of JSON in a file that is changed when it has grown. Lines are written by a thread
 * of its own; whoever adds one waits only when that thread is far behind.
 */
public final class AccessLog implements Consumer<CallRecord>, AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long LARGEST_FILE = 64L * 1024 * 1024;
  private static final int OLDER_FILES = 20;
  private static final int LINES_BEHIND = 4096;

  private final SizeRotatingFileHandler file;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(LINES_BEHIND),
          Thread.ofPlatform().name("access-log").daemon().factory(),
          new ThreadPoolExecutor.CallerRunsPolicy());

  /**
   * Goes on at the end of a file.
   *
   * @throws JournalException when it cannot be written
   */
  public AccessLog(Path path) {
    try {
      file = new SizeRotatingFileHandler(path.toFile(), true, LARGEST_FILE, OLDER_FILES);
      file.setFormatter(new PatternFormatter("%m%n"));
    } catch (IOException e) {
      throw new JournalException("the access log " + path + " cannot be written", e);
    }
  }

  @Override
  public void accept(CallRecord call) {
    writer.execute(() -> file.publish(new LogRecord(Level.INFO, line(call))));
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }

  static String line(CallRecord call) {
    StringWriter line = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("at", call.at().toString());
      json.writeNumberField("micros", call.took().toNanos() / 1000);
      json.writeStringField("trace_id", call.traceId());
      json.writeNumberField("epoch", call.epoch());
      json.writeStringField("service", call.plan().service());
      json.writeStringField("version", call.plan().version());
      json.writeStringField("fingerprint", call.plan().fingerprint());
      json.writeStringField("application", call.application().orElse(null));
      json.writeStringField("enterprise", call.enterprise().orElse(null));
      json.writeStringField("outcome", call.outcome().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("status", call.status());
      json.writeStringField("problem", call.problem().orElse(null));
      json.writeNumberField("rows", call.tally().rows());
      words(json, "relations", call.tally().relations());
      words(json, "masks", call.tally().masks());
      json.writeNumberField("bytes", call.bytes());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  private static void words(JsonGenerator json, String name, List<String> words)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
  }
}
