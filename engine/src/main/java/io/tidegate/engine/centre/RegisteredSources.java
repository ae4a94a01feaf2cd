package io.tidegate.engine.centre;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.ConnectedSources;
import io.tidegate.engine.source.Drift;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.source.SourceCheck;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.source.SourcePlace;
import io.tidegate.engine.source.Topics;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.Secret;
import io.tidegate.engine.store.SourceStore;
import io.tidegate.engine.store.SourceStore.RegisteredSource;
import io.tidegate.engine.trace.TraceParent;
import io.tidegate.route.catalog.Resource;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The connections to registered sources. What is handed out stays good when a source is changed:
 * each read goes where the source is then. Safe for any number of threads.
 */
public final class RegisteredSources implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RegisteredSources.class);

  /** A read that began at the old place of a source has ended by then. */
  private static final Duration LONGEST_READ = Duration.ofMinutes(1);

  private final SourceStore store;
  private final SealedPlaces places;
  private final List<String> networks;
  private final Topics topics;
  private final int poolSize;
  private final Duration statementTimeout;
  private volatile Map<String, Connected> connected = Map.of();

  /**
   * Knows no source until it is refreshed.
   *
   * @param networks the networks registered sources may lie in; none for public addresses only
   * @param poolSize most connections to one database
   * @param statementTimeout longest run of one statement
   */
  public RegisteredSources(
      SourceStore store,
      SealedPlaces places,
      List<String> networks,
      Topics topics,
      int poolSize,
      Duration statementTimeout) {
    this.store = Objects.requireNonNull(store, "store");
    this.places = Objects.requireNonNull(places, "places");
    this.networks = List.copyOf(networks);
    this.topics = Objects.requireNonNull(topics, "topics");
    this.poolSize = poolSize;
    this.statementTimeout = Objects.requireNonNull(statementTimeout, "statementTimeout");
  }

  /** A source as it was read, with what is connected to it. */
  private record Connected(
      RegisteredSource source, Optional<ConnectionPools> pools, Optional<ConnectedSources> called) {
    void close() {
      pools.ifPresent(ConnectionPools::close);
      called.ifPresent(ConnectedSources::close);
    }
  }

  /** Reads anew which sources there are and where. Nothing is connected before it is read. */
  public synchronized void refresh() {
    Map<String, Connected> before = connected;
    Map<String, Connected> now = new HashMap<>();
    for (RegisteredSource source : store.sources()) {
      Connected known = before.get(source.id());
      now.put(
          source.id(),
          known != null && known.source().revision() == source.revision() ? known : open(source));
    }
    connected = Map.copyOf(now);
    List<Connected> gone = new ArrayList<>(before.values());
    gone.removeAll(now.values());
    if (!gone.isEmpty()) {
      Thread.ofVirtual().name("leave-sources").start(() -> leave(gone));
    }
  }

  private static void leave(List<Connected> gone) {
    try {
      Thread.sleep(LONGEST_READ);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gone.forEach(Connected::close);
  }

  private Connected open(RegisteredSource source) {
    try {
      return connect(source);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // one source that cannot be entered takes nothing from the others
      LOG.errorf("the source %s is not connected: %s", source.id(), e.getMessage());
      return new Connected(source, Optional.empty(), Optional.empty());
    }
  }

  private Connected connect(RegisteredSource source) {
    return source.kind().hasTables()
        ? new Connected(
            source,
            Optional.of(
                ConnectionPools.open(
                    Map.of(source.id(), address(source)), poolSize, statementTimeout)),
            Optional.empty())
        : new Connected(
            source,
            Optional.empty(),
            Optional.of(new ConnectedSources(Map.of(source.id(), place(source)), topics)));
  }

  /** Where a source with tables is. */
  DatabaseAddress address(RegisteredSource source) {
    return new DatabaseAddress(
        source.place().url(),
        source.place().user().orElse(""),
        places.password(source).orElse(new Secret("")),
        Optional.of(networks));
  }

  private SourcePlace place(RegisteredSource source) {
    return new SourcePlace(
        URI.create(source.place().url()),
        source.place().user(),
        places.password(source),
        Networks.of(networks));
  }

  /** The networks registered sources may lie in. */
  Networks networks() {
    return Networks.of(networks);
  }

  /** Whether a source is a registered one. */
  public boolean has(String source) {
    return connected.containsKey(source);
  }

  /** The connections to a registered source with tables. */
  public Optional<DataSource> database(String source) {
    return Optional.ofNullable(connected.get(source))
        .filter(known -> known.pools().isPresent())
        .map(known -> new CurrentDatabase(source));
  }

  private DataSource current(String source) throws SQLException {
    return Optional.ofNullable(connected.get(source))
        .flatMap(Connected::pools)
        .flatMap(pools -> pools.source(source))
        .orElseThrow(() -> new SQLException("the source was removed", "08003"));
  }

  /** The client of an operation of a registered source. */
  public Optional<OperationClient> client(Resource resource) {
    return Optional.ofNullable(connected.get(resource.source()))
        .filter(known -> known.called().isPresent())
        .map(known -> new CurrentClient(resource));
  }

  private OperationClient current(Resource resource) throws SourceFault {
    return Optional.ofNullable(connected.get(resource.source()))
        .flatMap(Connected::called)
        .flatMap(called -> called.client(resource))
        .orElseThrow(
            () ->
                new SourceFault(
                    SourceFault.Kind.UNAVAILABLE,
                    "the source " + resource.source() + " was removed"));
  }

  @Override
  public void close() {
    connected.values().forEach(Connected::close);
  }

  /** An operation of a source, wherever that is when it is asked. */
  private final class CurrentClient implements OperationClient, SourceCheck.Examined {
    private final Resource resource;

    private CurrentClient(Resource resource) {
      this.resource = resource;
    }

    @Override
    public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
        throws SourceFault {
      return current(resource).read(inputs, deadline, traceId);
    }

    @Override
    public SortedSet<Drift> drift(Map<String, Object> inputs, Instant deadline, String traceId)
        throws SourceFault {
      return new TreeSet<>(SourceCheck.operation(current(resource), resource, inputs, deadline));
    }

    @Override
    public List<Object[]> read(
        Map<String, Object> inputs, Instant deadline, String traceId, Optional<TraceParent> within)
        throws SourceFault {
      return current(resource).read(inputs, deadline, traceId, within);
    }

    @Override
    public void close() {
      // what is connected is closed with its source
    }
  }

  /** A database, wherever it is when a connection is asked for. */
  private final class CurrentDatabase implements DataSource {
    private final String source;

    private CurrentDatabase(String source) {
      this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return current(source).getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException("a source is entered as it was registered");
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
      // the driver's log would have values
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      throw new SQLFeatureNotSupportedException("the pool has its own");
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return current(source).unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return current(source).isWrapperFor(type);
    }
  }
}
