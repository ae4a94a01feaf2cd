package io.tidegate.engine.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Limits;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells a caller what is left of its own accounts. Asking is free. */
final class OwnQuotaWork implements Work {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.of("Asia/Shanghai"));

  private final OwnQuota quota;
  private final QuotaTerms terms;
  private final TermsFinder finder;

  OwnQuotaWork(OwnQuota quota, QuotaTerms terms, TermsFinder finder) {
    this.quota = Objects.requireNonNull(quota, "quota");
    this.terms = Objects.requireNonNull(terms, "terms");
    this.finder = Objects.requireNonNull(finder, "finder");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return TIMEOUT;
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    Identity caller =
        exchange.caller().orElseThrow(() -> new CallProblem(ProblemCode.AUTH_MISSING));
    Map<Account, Limits> accounts = new LinkedHashMap<>();
    for (LiveEndpoint endpoint : exchange.table().endpoints()) {
      for (Charge charge : charges(endpoint.plan(), exchange.table(), caller)) {
        accounts.put(charge.account(), charge.limits());
      }
    }
    return Answer.of(render(caller.application(), quota.standing(caller.application(), accounts)));
  }

  /** None for a service that does not serve the caller: there is nothing it could call. */
  private List<Charge> charges(GovernedPlan plan, EndpointTable table, Identity caller) {
    try {
      ServedTerms served = finder.find(plan, table, Optional.of(caller));
      return terms.charges(plan.service(), served.terms().limit(), Optional.of(caller));
    } catch (CallProblem refused) {
      return List.of();
    }
  }

  private static byte[] render(String application, Map<Account, Standing> standings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("application", application);
      json.writeArrayFieldStart("accounts");
      for (Map.Entry<Account, Standing> entry : standings.entrySet()) {
        json.writeStartObject();
        json.writeStringField("service", entry.getKey().service());
        if (!entry.getKey().agreement().isEmpty()) {
          json.writeStringField("agreement", entry.getKey().agreement());
        }
        json.writeArrayFieldStart("buckets");
        for (Part part : entry.getValue().parts()) {
          bucket(json, part);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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
