package io.tidegate.bench.quarkus;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The four workloads. */
@Path("/bench")
@Produces(MediaType.APPLICATION_JSON)
public class Declarations {
  private static final String HEAD =
      "select " + Head.COLUMNS + " from dec.head h where h.entry_id = ?";
  private static final String LIST =
      "select "
          + ListedHead.COLUMNS
          + " from dec.head h where h.agent_usci = ? order by h.updated_at, h.head_id limit 101";
  private static final String ITEMS =
      "select "
          + Item.COLUMNS
          + " from dec.item i join dec.head h on h.head_id = i.head_id"
          + " where h.entry_id = ? order by i.g_no";
  private static final long KEPT_NANOS = 30_000_000_000L;

  @Inject DataSource database;
  @Inject ObjectMapper json;
  @RestClient Rates rates;

  @ConfigProperty(name = "bench.key")
  String key;

  private final Map<String, Kept> cache = new ConcurrentHashMap<>();

  private record Kept(byte[] body, long until) {}

  /** A page of heads. */
  public record Page(List<ListedHead> rows, @JsonProperty("has_more") boolean hasMore) {}

  /** Head, items and rate. */
  public record Composed(@JsonUnwrapped Head head, List<Item> items, Rates.Rate rate) {}

  /** W1. */
  @GET
  @Path("/heads/{entryId}")
  public Head point(@PathParam("entryId") String entryId) throws SQLException {
    return head(entryId);
  }

  /** W2. */
  @GET
  @Path("/heads")
  public Page list(@QueryParam("company") String company) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(LIST)) {
      statement.setString(1, company);
      try (ResultSet row = statement.executeQuery()) {
        List<ListedHead> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(ListedHead.of(row));
        }
        return rows.size() > 100 ? new Page(rows.subList(0, 100), true) : new Page(rows, false);
      }
    }
  }

  /** W3. */
  @GET
  @Path("/declarations/{entryId}")
  public Composed composed(@PathParam("entryId") String entryId, @QueryParam("day") String day)
      throws SQLException {
    Head head = head(entryId);
    List<Item> items = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(ITEMS)) {
      statement.setString(1, entryId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          items.add(Item.of(row));
        }
      }
    }
    return new Composed(head, items, Rates.Rate.of(rates.find(day, "USD")));
  }

  /**
   * W4. What is kept is answered on the event loop; the first time it is read, which blocks it for
   * once.
   */
  @GET
  @Path("/hot/{entryId}")
  @NonBlocking
  public byte[] cached(
      @PathParam("entryId") String entryId, @HeaderParam("X-API-Key") String presented)
      throws SQLException, JsonProcessingException {
    if (!key.equals(presented)) {
      throw new NotAuthorizedException("key");
    }
    Kept kept = cache.get(entryId);
    if (kept == null || kept.until() - System.nanoTime() < 0) {
      kept = new Kept(json.writeValueAsBytes(head(entryId)), System.nanoTime() + KEPT_NANOS);
      cache.put(entryId, kept);
    }
    return kept.body();
  }

  private Head head(String entryId) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(HEAD)) {
      statement.setString(1, entryId);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new NotFoundException();
        }
        return Head.of(row);
      }
    }
  }
}
