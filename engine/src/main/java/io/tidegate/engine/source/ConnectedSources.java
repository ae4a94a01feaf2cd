package io.tidegate.engine.source;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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
  private final Topics topics;
  private final Map<String, HttpDoor> doors = new ConcurrentHashMap<>();
  private final Map<Resource, OperationClient> clients = new ConcurrentHashMap<>();

  /**
   * @param places from the source's id to where it is
   * @param topics where the events of the sources of topics come in
   */
  public ConnectedSources(Map<String, SourcePlace> places, Topics topics) {
    this(places, topics, NameResolver.SYSTEM);
  }

  ConnectedSources(Map<String, SourcePlace> places, Topics topics, NameResolver names) {
    this.places = Collections.unmodifiableMap(new TreeMap<>(places));
    this.topics = topics;
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

  /**
   * What became of the files of an operation, by their names; empty for any other operation.
   *
   * @throws SourceFault when the folder cannot be read
   */
  public List<FileReport> reports(Resource resource, Instant deadline) throws SourceFault {
    return client(resource).orElse(null) instanceof FilesClient files
        ? files.reports(deadline)
        : List.of();
  }

  /**
   * The object with this key, of an operation over objects. Who may have it has been decided by its
   * record.
   *
   * @throws SourceFault when it is not there, or not as its description tells
   */
  public StoredObject object(Resource resource, String key) throws SourceFault {
    if (client(resource).orElse(null) instanceof StoredClient stored) {
      return stored.object(key);
    }
    throw new IllegalArgumentException(resource.id() + " has no objects");
  }

  private OperationClient open(Resource resource, SourcePlace place) {
    return switch (resource.operation().orElseThrow().binding()) {
      case Binding.Rest rest -> new RestClient(resource, rest, place, door(resource, place));
      case Binding.Soap soap -> new SoapClient(resource, soap, place, door(resource, place));
      case Binding.Files files -> new FilesClient(resource, files, folder(resource, place));
      case Binding.Topic topic ->
          new TopicClient(resource, topic, log(resource, topic, place), topics.clock());
      case Binding.Stored stored -> new StoredClient(resource, stored, place);
    };
  }

  private EventLog log(Resource resource, Binding.Topic topic, SourcePlace place) {
    return place.isKafka()
        ? new KafkaLog(
            name(resource),
            place,
            topic.topic(),
            Duration.ofHours(topic.replayHours()),
            topics.clock())
        : topics.log(topic.topic());
  }

  private static String name(Resource resource) {
    return resource.source() + "/" + resource.operation().orElseThrow().name();
  }

  private DropFolder folder(Resource resource, SourcePlace place) {
    String operation = name(resource);
    return place.isSftp()
        ? new SftpFolder(operation, place, names)
        : new LocalFolder(operation, Path.of(place.url()));
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
