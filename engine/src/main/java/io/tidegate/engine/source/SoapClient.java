package io.tidegate.engine.source;

import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.engine.source.XmlTree.Node;
import io.tidegate.engine.trace.TraceParent;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Operation.Input;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Asks an operation by SOAP 1.1 and reads the XML it answers with. */
final class SoapClient implements OperationClient, SourceCheck.Examined {
  private final Records records;
  private final Binding.Soap binding;
  private final SourcePlace place;
  private final HttpDoor door;

  /** The door belongs to the source and stays open when this client is closed. */
  SoapClient(Resource resource, Binding.Soap binding, SourcePlace place, HttpDoor door) {
    this.records = new Records(resource);
    this.binding = binding;
    this.place = place;
    this.door = door;
  }

  @Override
  public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    return read(inputs, deadline, traceId, Optional.empty());
  }

  @Override
  public List<Object[]> read(
      Map<String, Object> inputs, Instant deadline, String traceId, Optional<TraceParent> within)
      throws SourceFault {
    Trail trail = new Trail(traceId, within);
    Map<String, String> texts = texts(inputs);
    List<Object[]> all = new ArrayList<>();
    if (binding.pages().isEmpty()) {
      page(texts, 0, deadline, trail, all);
      return records.complete(all);
    }
    Binding.Pages pages = binding.pages().get();
    for (int number = 1; number <= pages.most(); number++) {
      if (page(texts, number, deadline, trail, all) < pages.of()) {
        return records.complete(all);
      }
    }
    throw new SourceFault(
        Kind.TOO_LARGE, records.name() + " has more than " + pages.most() + " pages");
  }

  private Map<String, String> texts(Map<String, Object> inputs) {
    records.checkInputs(inputs);
    Map<String, String> texts = new TreeMap<>();
    inputs.forEach(
        (name, value) -> {
          if (value != null) {
            Input input = records.operation().input(name).orElseThrow();
            texts.put(name, WireText.write(input, value));
          }
        });
    return texts;
  }

  /** Adds the records of a page and says how many they were. */
  private int page(
      Map<String, String> inputs, int number, Instant deadline, Trail trail, List<Object[]> all)
      throws SourceFault {
    Node body = fetched(inputs, number, deadline, trail);
    if (!succeeded(body)) {
      return 0;
    }
    List<Node> found = found(body);
    for (Node record : found) {
      all.add(record(body, record));
    }
    return found.size();
  }

  @Override
  public SortedSet<Drift> drift(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    Node body = fetched(texts(inputs), 1, deadline, new Trail(traceId, Optional.empty()));
    List<Node> found = succeeded(body) ? found(body) : List.of();
    if (found.isEmpty()) {
      throw records.nothingToCompare();
    }
    SortedSet<Drift> drifts = new TreeSet<>();
    for (Node record : found) {
      drift(body, record, drifts);
    }
    return drifts;
  }

  private void drift(Node body, Node record, SortedSet<Drift> drifts) {
    SortedSet<String> described = new TreeSet<>();
    for (int i = 0; i < records.operation().readings().size(); i++) {
      Reading reading = records.operation().readings().get(i);
      described.add(reading.at());
      boolean top = reading.at().startsWith("/");
      Optional<String> text;
      boolean nil = false;
      try {
        Node node =
            top
                ? only(body, reading.at().substring(1), reading.field())
                : only(record, reading.at(), reading.field());
        if (node != null && !node.children().isEmpty()) {
          drifts.add(new Drift(Drift.Kind.CHANGED, reading.field()));
          continue;
        }
        text = Optional.ofNullable(node).map(n -> n.text().strip());
        nil = node != null && node.nil();
      } catch (SourceFault several) {
        drifts.add(new Drift(Drift.Kind.CHANGED, reading.field()));
        continue;
      }
      records.drift(i, text, nil).ifPresent(drifts::add);
    }
    leaves(record, "").stream()
        .filter(place -> !described.contains(place))
        .forEach(place -> drifts.add(new Drift(Drift.Kind.NEW, place)));
  }

  private static List<String> leaves(Node node, String place) {
    List<String> leaves = new ArrayList<>();
    for (Node child : node.children()) {
      String at = place.isEmpty() ? child.name() : place + "/" + child.name();
      if (child.children().isEmpty()) {
        leaves.add(at);
      } else {
        leaves.addAll(leaves(child, at));
      }
    }
    return leaves;
  }

  private Node fetched(Map<String, String> inputs, int number, Instant deadline, Trail trail)
      throws SourceFault {
    HttpUriRequestBase request = new HttpUriRequestBase("POST", place.url());
    request.setHeader("SOAPAction", "\"" + binding.action() + "\"");
    request.setHeader("Accept", "text/xml");
    trail.mark(request);
    byte[] envelope = new SoapEnvelope(records.name(), binding).write(inputs, number, place);
    request.setEntity(
        new ByteArrayEntity(envelope, ContentType.parse("text/xml; charset=" + binding.charset())));
    return body(door.send(request, deadline));
  }

  /** Whether there are records to be read; what failed is thrown. */
  private boolean succeeded(Node body) throws SourceFault {
    if (binding.status().isEmpty()) {
      return true;
    }
    Binding.Status status = binding.status().get();
    Node told = only(body, status.at(), "status");
    if (told == null) {
      throw records.badReply("no status at " + status.at());
    }
    return StatusFaults.succeeded(records.name(), status, told.text().strip());
  }

  private Node body(HttpDoor.Reply reply) throws SourceFault {
    Optional<SourceFault> status = StatusFaults.of(records.name(), reply.status());
    // of the failures only 500 is one of SOAP's, with the reason in the reply
    if (status.isPresent() && reply.status() != 500) {
      throw reply.status() == 404
          ? new SourceFault(Kind.FAULT, records.name() + " is not there")
          : status.get();
    }
    Optional<Node> body =
        XmlTree.read(reply.body(), reply.contentType())
            .filter(root -> isSoap(root, "Envelope"))
            .flatMap(root -> root.children().stream().filter(c -> isSoap(c, "Body")).findFirst());
    Optional<Node> fault =
        body.flatMap(b -> b.children().stream().filter(c -> isSoap(c, "Fault")).findFirst());
    if (fault.isPresent()) {
      throw fault(fault.get());
    }
    if (status.isPresent()) {
      throw status.get();
    }
    return body.orElseThrow(() -> records.badReply("what is no SOAP envelope that is read"));
  }

  private static boolean isSoap(Node node, String name) {
    return node.namespace().equals(SoapEnvelope.NAMESPACE) && node.name().equals(name);
  }

  /** The text of a fault is for the people who run the source, and can hold anything. */
  private SourceFault fault(Node fault) {
    String code =
        fault.children().stream()
            .filter(child -> child.name().equals("faultcode"))
            .map(child -> child.text().strip())
            .findFirst()
            .orElse("");
    String local = code.substring(code.indexOf(':') + 1);
    return switch (local) {
      case "FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken", "FailedCheck" ->
          new SourceFault(Kind.REFUSED, records.name() + " does not let us in");
      case "Client" ->
          new SourceFault(Kind.DECLINED, records.name() + " answered with a SOAP fault");
      default -> new SourceFault(Kind.FAULT, records.name() + " answered with a SOAP fault");
    };
  }

  /** The elements that are records. All above them must be there, however few they are. */
  private List<Node> found(Node body) throws SourceFault {
    String[] path = binding.records().split("/");
    Node holder = body;
    for (int i = 0; i < path.length - 1; i++) {
      List<Node> next = holder.children(binding.namespace(), path[i]);
      if (next.size() != 1) {
        throw records.badReply((next.isEmpty() ? "no " : "several ") + path[i]);
      }
      holder = next.getFirst();
    }
    return holder.children(binding.namespace(), path[path.length - 1]);
  }

  private Object[] record(Node body, Node record) throws SourceFault {
    Map<String, String> texts = new TreeMap<>();
    Map<String, Boolean> nil = new TreeMap<>();
    for (Reading reading : records.operation().readings()) {
      Node node =
          reading.at().startsWith("/")
              ? only(body, reading.at().substring(1), reading.field())
              : only(record, reading.at(), reading.field());
      if (node != null) {
        if (!node.children().isEmpty()) {
          throw records.badReply("a field " + reading.field() + " with elements in it");
        }
        texts.put(reading.field(), node.text().strip());
        nil.put(reading.field(), node.nil());
      }
    }
    return records.ofTexts(
        reading -> texts.get(reading.field()), reading -> nil.getOrDefault(reading.field(), false));
  }

  private Node only(Node from, String path, String what) throws SourceFault {
    Node node = from;
    for (String name : path.startsWith("/") ? path.substring(1).split("/") : path.split("/")) {
      List<Node> next = node.children(binding.namespace(), name);
      if (next.isEmpty()) {
        return null;
      }
      if (next.size() > 1) {
        throw records.badReply("several of " + what);
      }
      node = next.getFirst();
    }
    return node;
  }

  @Override
  public void close() {}
}
