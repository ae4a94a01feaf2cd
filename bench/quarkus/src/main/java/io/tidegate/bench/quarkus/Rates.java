package io.tidegate.bench.quarkus;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The source that is asked by REST. */
@RegisterRestClient(configKey = "rates")
public interface Rates {
  /** A rate as the source has it. */
  record Found(LocalDate date, String currency, BigDecimal rate, String source) {}

  /** A rate as it is answered. */
  record Rate(
      @JsonProperty("rate_date") LocalDate rateDate,
      @JsonProperty("curr") String curr,
      @JsonProperty("rate") BigDecimal rate,
      @JsonProperty("source") String source) {
    static Rate of(Found found) {
      return new Rate(found.date(), found.currency(), found.rate(), found.source());
    }
  }

  @GET
  @Path("/rates/{day}/{currency}")
  Found find(@PathParam("day") String day, @PathParam("currency") String currency);
}
