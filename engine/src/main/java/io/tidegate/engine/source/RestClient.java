package io.tidegate.engine.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.engine.trace.TraceParent;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Operation.Input;
import io.tidegate.route.catalog.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Asks an operation by HTTP and reads the JSON it answers with. */
final class RestClient implements OperationClient, SourceCheck.Examined {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final JsonFactory JSON = new JsonFactory();

  private final Records records;
  private final Binding.Rest binding;
  private final SourcePlace place;
  private final HttpDoor door;

  /** The door belongs to the source and stays open when this client is closed. */
  RestClient(Resource resource, Binding.Rest binding, SourcePlace place, HttpDoor door) {
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
    records.checkInputs(inputs);
    List<Object[]> all = new ArrayList<>();
    if (binding.pages().isEmpty()) {
      page(inputs, 0, deadline, trail, all);
      return records.complete(all);
    }
    Binding.Pages pages = binding.pages().get();
    for (int number = 1; number <= pages.most(); number++) {
      if (page(inputs, number, deadline, trail, all) < pages.of()) {
        return records.complete(all);
      }
    }
    throw new SourceFault(
        Kind.TOO_LARGE, records.name() + " has more than " + pages.most() + " pages");
  }

  /** A document with the records in it. */
  private record Page(Object document, List<?> records) {
    private static final Page EMPTY = new Page(JsonTree.NULL, List.of());
  }

  /** Adds the records of a page and says how many they were. */
  private int page(
      Map<String, Object> inputs, int number, Instant deadline, Trail trail, List<Object[]> all)
      throws SourceFault {
    Page page = fetched(inputs, number, deadline, trail);
    for (Object record : page.records()) {
      all.add(records.ofJson(record, page.document()));
    }
    return page.records().size();
  }

  @Override
  public SortedSet<Drift> drift(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    records.checkInputs(inputs);
    Page page = fetched(inputs, 1, deadline, new Trail(traceId, Optional.empty()));
    if (page.records().isEmpty()) {
      throw records.nothingToCompare();
    }
    SortedSet<Drift> drifts = new TreeSet<>();
    for (Object record : page.records()) {
      records.drift(record, page.document(), drifts);
    }
    return drifts;
  }

  private Page fetched(Map<String, Object> inputs, int number, Instant deadline, Trail trail)
      throws SourceFault {
    HttpDoor.Reply reply = door.send(request(inputs, number, trail), deadline);
    Optional<SourceFault> fault = StatusFaults.of(records.name(), reply.status());
    if (reply.status() == 404 && !records.operation().inputs().isEmpty()) {
      return Page.EMPTY;
    }
    if (fault.isPresent()) {
      throw fault.get();
    }
    if (reply.status() == 204) {
      return Page.EMPTY;
    }
    Object document =
        JsonTree.read(reply.body())
            .orElseThrow(() -> records.badReply("what is no JSON document that is read"));
    if (!succeeded(document)) {
      return Page.EMPTY;
    }
    Object found = JsonTree.at(document, binding.records());
    if (found == null) {
      throw records.badReply("no " + binding.records());
    }
    if (found == JsonTree.NULL) {
      return Page.EMPTY;
    }
    return new Page(document, found instanceof List<?> several ? several : List.of(found));
  }

  /** Whether there are records to be read; what failed is thrown. */
  private boolean succeeded(Object document) throws SourceFault {
    if (binding.status().isEmpty()) {
      return true;
    }
    Binding.Status status = binding.status().get();
    Object told = JsonTree.at(document, status.at());
    String text =
        switch (told) {
          case String string -> string;
          case BigDecimal number -> number.toPlainString();
          case Boolean flag -> flag.toString();
          case null, default -> throw records.badReply("no status at " + status.at());
        };
    return StatusFaults.succeeded(records.name(), status, text);
  }

  private HttpUriRequestBase request(Map<String, Object> inputs, int page, Trail trail)
      throws SourceFault {
    StringBuilder url = new StringBuilder(base()).append(path(inputs));
    StringJoiner query = new StringJoiner("&");
    binding
        .query()
        .forEach(
            (name, input) ->
                text(inputs, input).ifPresent(v -> query.add(encoded(name) + "=" + encoded(v))));
    binding
        .pages()
        .ifPresent(
            pages -> {
              query.add(encoded(pages.number()) + "=" + page);
              query.add(encoded(pages.size()) + "=" + pages.of());
            });
    if (query.length() > 0) {
      url.append('?').append(query);
    }
    HttpUriRequestBase request =
        new HttpUriRequestBase(binding.method().name(), URI.create(url.toString()));
    request.setHeader("Accept", "application/json");
    trail.mark(request);
    if (place.user().isPresent()) {
      String pair = place.user().get() + ":" + place.password().map(s -> s.reveal()).orElse("");
      request.setHeader(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    if (binding.method() == Binding.Method.POST) {
      request.setEntity(new ByteArrayEntity(body(inputs), ContentType.APPLICATION_JSON));
    }
    return request;
  }

  private String base() {
    String base = place.url().toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private String path(Map<String, Object> inputs) throws SourceFault {
    Matcher matcher = PLACEHOLDER.matcher(binding.path());
    StringBuilder path = new StringBuilder();
    while (matcher.find()) {
      String value = text(inputs, matcher.group(1)).orElse("");
      matcher.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
    }
    matcher.appendTail(path);
    for (String segment : path.substring(1).split("/", -1)) {
      // a server takes these for a way up, and encoding does not hinder it
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new SourceFault(
            Kind.REFUSED, records.name() + " cannot be asked with a value that changes its path");
      }
    }
    return path.toString();
  }

  private Optional<String> text(Map<String, Object> inputs, String name) {
    Input input = records.operation().input(name).orElseThrow();
    return Optional.ofNullable(inputs.get(name)).map(value -> WireText.write(input, value));
  }

  /** Percent-encoded, all but the unreserved characters of RFC 3986. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private byte[] body(Map<String, Object> inputs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (Map.Entry<String, String> member : binding.body().entrySet()) {
        Object value = inputs.get(member.getValue());
        if (value != null) {
          json.writeFieldName(member.getKey());
          switch (value) {
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number.toPlainString());
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(text(inputs, member.getValue()).orElseThrow());
          }
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {}
}
