package io.tidegate.bench.vertx;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code VertxMain PORT DATABASE_URI USER PASSWORD RATES_PORT KEY}: the four workloads, one
 * verticle for each processor.
 */
public final class VertxMain extends AbstractVerticle {
  private static final String[] HEAD = {
    "entry_id",
    "seq_no",
    "ie_flag",
    "custom_master",
    "ie_date",
    "declare_date",
    "trade_usci",
    "trade_name",
    "owner_usci",
    "owner_name",
    "agent_usci",
    "agent_name",
    "overseas_party_name",
    "trade_mode",
    "traf_name",
    "bill_no",
    "pack_no",
    "gross_weight",
    "declarant_person",
    "status",
    "updated_at"
  };
  private static final String COLUMNS = "h." + String.join(", h.", HEAD);
  private static final String[] LISTED = listed();
  private static final String[] ITEM = {
    "g_no", "hs_code", "g_name", "g_model", "g_qty", "g_unit", "decl_total", "trade_curr"
  };
  private static final String POINT =
      "select " + COLUMNS + " from dec.head h where h.entry_id = $1";
  private static final String LIST =
      "select h.head_id, "
          + COLUMNS
          + " from dec.head h where h.agent_usci = $1 order by h.updated_at, h.head_id limit 101";
  private static final String ITEMS =
      "select i."
          + String.join(", i.", ITEM)
          + " from dec.item i join dec.head h on h.head_id = i.head_id"
          + " where h.entry_id = $1 order by i.g_no";
  private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");
  private static final long KEPT_NANOS = 30_000_000_000L;

  private final int port;
  private final PgConnectOptions database;
  private final int ratesPort;
  private final String key;
  private final int connections;
  private final Map<String, Kept> cache = new HashMap<>();
  private Pool pool;
  private HttpClient client;

  private record Kept(Buffer body, long until) {}

  private VertxMain(
      int port, PgConnectOptions database, int ratesPort, String key, int connections) {
    this.port = port;
    this.database = database;
    this.ratesPort = ratesPort;
    this.key = key;
    this.connections = connections;
  }

  private static String[] listed() {
    String[] all = new String[HEAD.length + 1];
    all[0] = "head_id";
    System.arraycopy(HEAD, 0, all, 1, HEAD.length);
    return all;
  }

  /** Serves until it is killed. */
  public static void main(String[] arguments) {
    int loops = Runtime.getRuntime().availableProcessors();
    PgConnectOptions database =
        PgConnectOptions.fromUri(arguments[1])
            .setUser(arguments[2])
            .setPassword(arguments[3])
            .setCachePreparedStatements(true);
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops))
        .deployVerticle(
            () ->
                new VertxMain(
                    Integer.parseInt(arguments[0]),
                    database,
                    Integer.parseInt(arguments[4]),
                    arguments[5],
                    Math.max(1, 16 / loops)),
            new DeploymentOptions().setInstances(loops))
        .onFailure(
            e -> {
              e.printStackTrace();
              System.exit(1);
            });
  }

  @Override
  public void start(Promise<Void> started) {
    pool =
        PgBuilder.pool()
            .with(new io.vertx.sqlclient.PoolOptions().setMaxSize(connections))
            .connectingTo(database)
            .using(vertx)
            .build();
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(ratesPort),
            new PoolOptions().setHttp1MaxSize(16));
    vertx
        .createHttpServer()
        .requestHandler(this::serve)
        .listen(port, "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void serve(HttpServerRequest request) {
    String path = request.path();
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (path.startsWith("/bench/heads/")) {
      answer(request, head(last).map(JsonObject::toBuffer));
    } else if (path.equals("/bench/heads")) {
      answer(request, list(request.getParam("company")).map(JsonObject::toBuffer));
    } else if (path.startsWith("/bench/declarations/")) {
      answer(request, composed(last, request.getParam("day")).map(JsonObject::toBuffer));
    } else if (path.startsWith("/bench/hot/")) {
      hot(request, last);
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private void hot(HttpServerRequest request, String entryId) {
    if (!key.equals(request.getHeader("X-API-Key"))) {
      request.response().setStatusCode(401).end();
      return;
    }
    Kept kept = cache.get(entryId);
    if (kept != null && kept.until() - System.nanoTime() > 0) {
      end(request, kept.body());
      return;
    }
    answer(
        request,
        head(entryId)
            .map(JsonObject::toBuffer)
            .onSuccess(body -> cache.put(entryId, new Kept(body, System.nanoTime() + KEPT_NANOS))));
  }

  private Future<JsonObject> head(String entryId) {
    return pool.preparedQuery(POINT)
        .execute(Tuple.of(entryId))
        .map(rows -> rows.size() == 0 ? new JsonObject() : record(rows.iterator().next(), HEAD));
  }

  private Future<JsonObject> list(String company) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(company))
        .map(
            rows -> {
              JsonArray records = records(rows, LISTED);
              boolean more = records.size() > 100;
              if (more) {
                records.remove(100);
              }
              return new JsonObject().put("rows", records).put("has_more", more);
            });
  }

  private Future<JsonObject> composed(String entryId, String day) {
    return head(entryId)
        .compose(
            head ->
                pool.preparedQuery(ITEMS)
                    .execute(Tuple.of(entryId))
                    .compose(
                        items ->
                            rate(day)
                                .map(
                                    rate ->
                                        head.put("items", records(items, ITEM))
                                            .put("rate", rate))));
  }

  private Future<JsonObject> rate(String day) {
    return client
        .request(HttpMethod.GET, "/rates/" + day + "/USD")
        .compose(request -> request.send())
        .compose(response -> response.body())
        .map(
            body -> {
              JsonObject found = body.toJsonObject();
              return new JsonObject()
                  .put("rate_date", found.getValue("date"))
                  .put("curr", found.getValue("currency"))
                  .put("rate", found.getValue("rate"))
                  .put("source", found.getValue("source"));
            });
  }

  private static JsonArray records(RowSet<Row> rows, String[] names) {
    JsonArray records = new JsonArray();
    for (Row row : rows) {
      records.add(record(row, names));
    }
    return records;
  }

  private static JsonObject record(Row row, String[] names) {
    JsonObject record = new JsonObject();
    for (int i = 0; i < names.length; i++) {
      Object value = row.getValue(i);
      record.put(
          names[i],
          switch (value) {
            case null -> null;
            case OffsetDateTime moment ->
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZoneSameInstant(HOME));
            case String text -> text;
            case Number number ->
                number instanceof io.vertx.sqlclient.data.Numeric exact
                    ? exact.bigDecimalValue()
                    : number;
            default -> value.toString();
          });
    }
    return record;
  }

  private static void answer(HttpServerRequest request, Future<Buffer> body) {
    body.onComplete(
        done -> {
          if (done.succeeded()) {
            end(request, done.result());
          } else {
            request.response().setStatusCode(500).end();
          }
        });
  }

  private static void end(HttpServerRequest request, Buffer body) {
    request.response().putHeader("Content-Type", "application/json").end(body);
  }
}
