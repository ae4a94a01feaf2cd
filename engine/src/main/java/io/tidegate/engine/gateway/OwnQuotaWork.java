package io.tidegate.engine.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.gateway.ApplicationQuota.Counted;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Standing;
import io.tidegate.engine.quota.Standing.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Tells a caller what is left of its own accounts. Asking is free. */
final class OwnQuotaWork implements Work {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.of("Asia/Shanghai"));

  private final ApplicationQuota quota;

  OwnQuotaWork(ApplicationQuota quota) {
    this.quota = Objects.requireNonNull(quota, "quota");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return TIMEOUT;
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    Identity caller =
        exchange.caller().orElseThrow(() -> new CallProblem(ProblemCode.AUTH_MISSING));
    return Answer.of(render(caller.application(), quota.of(exchange.table(), caller)));
  }

  private static byte[] render(String application, List<Counted> accounts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("application", application);
      json.writeArrayFieldStart("accounts");
      for (Counted counted : accounts) {
        if (counted.standing().isPresent()) {
          account(json, counted.account(), counted.standing().get());
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void account(JsonGenerator json, Account account, Standing standing)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("service", account.service());
    if (!account.agreement().isEmpty()) {
      json.writeStringField("agreement", account.agreement());
    }
    json.writeArrayFieldStart("buckets");
    for (Part part : standing.parts()) {
      bucket(json, part);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void bucket(JsonGenerator json, Part part) throws IOException {
    json.writeStartObject();
    json.writeStringField("bucket", part.bucket().word());
    json.writeNumberField("limit", part.limit());
    // what nodes have borrowed is not used yet; it comes back when they do not need it
    json.writeNumberField("remaining", part.left() + part.lent());
    json.writeNumberField("reserved", part.lent());
    json.writeStringField(
        "resets_at",
        TIME.format(
            Instant.EPOCH.plus(part.resetAt(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS)));
    json.writeEndObject();
  }
}
