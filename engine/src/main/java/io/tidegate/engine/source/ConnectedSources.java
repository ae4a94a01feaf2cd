package io.tidegate.engine.source;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Resource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients of the operations of all sources somebody has said the place of. Each source has its
 * own connections, so that a slow one takes none from another.
 */
public final class ConnectedSources implements OperationClients, AutoCloseable {
  private final Map<String, SourcePlace> places;
  private final NameResolver names;
  private final Map<String, HttpDoor> doors = new ConcurrentHashMap<>();
  private final Map<Resource, OperationClient> clients = new ConcurrentHashMap<>();

  /**
   * @param places from the source's id to where it is
   */
  public ConnectedSources(Map<String, SourcePlace> places) {
    this(places, NameResolver.SYSTEM);
  }

  ConnectedSources(Map<String, SourcePlace> places, NameResolver names) {
    this.places = Collections.unmodifiableMap(new TreeMap<>(places));
    this.names = names;
  }

  @Override
  public Optional<OperationClient> client(Resource resource) {
    SourcePlace place = places.get(resource.source());
    if (place == null || resource.operation().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(clients.computeIfAbsent(resource, r -> open(r, place)));
  }

  private OperationClient open(Resource resource, SourcePlace place) {
    return switch (resource.operation().orElseThrow().binding()) {
      case Binding.Rest rest -> new RestClient(resource, rest, place, door(resource, place));
      case Binding.Soap soap -> new SoapClient(resource, soap, place, door(resource, place));
      case Binding.Files files -> throw new IllegalStateException();
      case Binding.Topic topic -> throw new IllegalStateException();
      case Binding.Stored stored -> throw new IllegalStateException();
    };
  }

  private HttpDoor door(Resource resource, SourcePlace place) {
    return doors.computeIfAbsent(
        resource.source(), id -> new HttpDoor(id, place.networks(), names));
  }

  @Override
  public void close() {
    clients.values().forEach(OperationClient::close);
    doors.values().forEach(HttpDoor::close);
  }
}
