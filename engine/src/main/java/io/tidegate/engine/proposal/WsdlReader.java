package io.tidegate.engine.proposal;

import io.tidegate.engine.source.XmlTree;
import io.tidegate.engine.source.XmlTree.Node;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads one operation of a WSDL 1.1 document whose binding is SOAP 1.1, document/literal, with its
 * XSD schemas inside. Nothing is fetched, and however the types refer to each other, at most 10,000
 * elements and types are looked at.
 */
public final class WsdlReader {
  /** Largest document read, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final int MOST_TYPES = 10_000;
  private static final int LONGEST_CHAIN = 16;
  private static final int DEEPEST = 8;
  private static final Pattern XML_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  /** An element with the prefixes that are declared where it stands. */
  private record Scoped(Node node, Map<String, String> prefixes) {
    static Scoped of(Node node, Map<String, String> around) {
      Map<String, String> prefixes = new TreeMap<>(around);
      node.attributes()
          .forEach(
              (name, value) -> {
                if (name.equals("xmlns")) {
                  prefixes.put("", value);
                } else if (name.startsWith("xmlns:")) {
                  prefixes.put(name.substring("xmlns:".length()), value);
                }
              });
      return new Scoped(node, prefixes);
    }

    String attribute(String name) {
      return node.attributes().getOrDefault(name, "");
    }

    boolean is(String namespace, String name) {
      return node.namespace().equals(namespace) && node.name().equals(name);
    }

    List<Scoped> children() {
      return node.children().stream().map(child -> of(child, prefixes)).toList();
    }

    List<Scoped> children(String namespace, String name) {
      return children().stream().filter(child -> child.is(namespace, name)).toList();
    }

    Optional<Scoped> child(String namespace, String name) {
      return children(namespace, name).stream().findFirst();
    }

    /** {@code {namespace}name} of an attribute that names something; empty without it. */
    String qualified(String name) {
      String written = attribute(name).strip();
      int colon = written.indexOf(':');
      String prefix = colon < 0 ? "" : written.substring(0, colon);
      return written.isEmpty()
          ? ""
          : "{" + prefixes.getOrDefault(prefix, "") + "}" + written.substring(colon + 1);
    }
  }

  /** An element of a schema where it is used. */
  private record Particle(Scoped declared, boolean optional, boolean many) {
    String name() {
      return declared.attribute("name");
    }

    boolean nillable() {
      return declared.attribute("nillable").matches("true|1");
    }
  }

  private final Span everywhere;
  private final Diagnostics diagnostics;
  private final Map<String, Scoped> elements = new TreeMap<>();
  private final Map<String, Scoped> types = new TreeMap<>();
  private final Set<String> unqualified = new HashSet<>();
  private int seen;

  private WsdlReader(Span everywhere, Diagnostics diagnostics) {
    this.everywhere = everywhere;
    this.diagnostics = diagnostics;
  }

  /**
   * What the document says of an operation of a port type.
   *
   * @param name of the file, for messages
   */
  public static Outcome<Proposal> read(String name, byte[] bytes, String operation) {
    Diagnostics diagnostics = new Diagnostics();
    WsdlReader reader = new WsdlReader(new SourceText(name, "").all(), diagnostics);
    try {
      return Outcome.of(reader.document(bytes, operation), diagnostics);
    } catch (Refused e) {
      return Outcome.refused(diagnostics);
    }
  }

  private Proposal document(byte[] bytes, String operation) {
    if (bytes.length > MAX_BYTES) {
      throw refuse(ImportCode.FORMAT, "the file has more than " + MAX_BYTES + " bytes");
    }
    Scoped root =
        XmlTree.read(bytes, Optional.empty())
            .map(node -> Scoped.of(node, Map.of()))
            .filter(node -> node.is(WSDL, "definitions"))
            .orElseThrow(
                () ->
                    refuse(
                        ImportCode.FORMAT,
                        "this is no WSDL 1.1 document, or it has a document type, is not well-formed,"
                            + " or is nested deeper than 64 levels"));
    external(root);
    for (Scoped section : root.children(WSDL, "types")) {
      section.children(XSD, "schema").forEach(this::declarations);
    }
    Scoped port =
        root.children(WSDL, "portType").stream()
            .flatMap(type -> type.children(WSDL, "operation").stream())
            .filter(found -> found.attribute("name").equals(operation))
            .findFirst()
            .orElseThrow(() -> unknown(root, operation));
    Scoped bound = bound(root, operation);
    String request = message(root, port, "input");
    String reply = message(root, port, "output");
    String namespace = namespace(request);
    if (!namespace.equals(namespace(reply))) {
      throw refuse(ImportCode.UNSUPPORTED, "the request and the reply are of different namespaces");
    }
    List<Proposal.Input> inputs = new ArrayList<>();
    Binding.Element asked = element(new Particle(global(request), false, false), 0, inputs);
    if (unqualified.contains(namespace) && !asked.children().isEmpty()) {
      throw refuse(
          ImportCode.UNSUPPORTED,
          "the elements of the request are in no namespace; those that are sent are always in one");
    }
    return answer(
        operation,
        port,
        global(reply),
        inputs,
        (records, status) ->
            new Binding.Soap(
                bound.child(SOAP, "operation").map(o -> o.attribute("soapAction")).orElse(""),
                namespace,
                asked,
                "UTF-8",
                signed(root.node()),
                records,
                status,
                Optional.empty()));
  }

  private Refused unknown(Scoped root, String operation) {
    List<String> known =
        root.children(WSDL, "portType").stream()
            .flatMap(type -> type.children(WSDL, "operation").stream())
            .map(found -> found.attribute("name"))
            .toList();
    diagnostics.unknown(
        ImportCode.OPERATION,
        everywhere,
        "there is no operation `" + operation + "`",
        operation,
        known);
    return new Refused();
  }

  private void external(Scoped scoped) {
    Node node = scoped.node();
    boolean fetched =
        node.namespace().equals(WSDL) && node.name().equals("import")
            || node.namespace().equals(XSD)
                && (node.name().equals("include")
                    || node.name().equals("redefine")
                    || node.name().equals("import")
                        && node.attributes().containsKey("schemaLocation"));
    if (fetched) {
      throw refuse(
          ImportCode.REFERENCE,
          "the document has `"
              + node.name()
              + "`, which leads to another file; nothing is fetched");
    }
    scoped.children().forEach(this::external);
  }

  private void declarations(Scoped schema) {
    String namespace = schema.attribute("targetNamespace");
    if (!schema.attribute("elementFormDefault").equals("qualified")) {
      unqualified.add(namespace);
    }
    for (Scoped declared : schema.children()) {
      String name = "{" + namespace + "}" + declared.attribute("name");
      switch (declared.node().name()) {
        case "element" -> elements.put(name, declared);
        case "complexType", "simpleType" -> types.put(name, declared);
        default -> {
          // annotations, and groups that nothing here refers to
        }
      }
    }
  }

  private Scoped bound(Scoped root, String operation) {
    for (Scoped binding : root.children(WSDL, "binding")) {
      Optional<Scoped> soap = binding.child(SOAP, "binding");
      Optional<Scoped> bound =
          binding.children(WSDL, "operation").stream()
              .filter(found -> found.attribute("name").equals(operation))
              .findFirst();
      if (soap.isEmpty() || bound.isEmpty()) {
        continue;
      }
      boolean rpc =
          soap.get().attribute("style").equals("rpc")
              || bound.get().child(SOAP, "operation").stream()
                  .anyMatch(o -> o.attribute("style").equals("rpc"));
      boolean encoded =
          bound.get().children().stream()
              .flatMap(way -> way.children(SOAP, "body").stream())
              .anyMatch(body -> body.attribute("use").equals("encoded"));
      if (rpc || encoded) {
        throw refuse(ImportCode.UNSUPPORTED, "the operation is not document/literal");
      }
      return bound.get();
    }
    throw refuse(ImportCode.UNSUPPORTED, "no SOAP 1.1 binding has the operation");
  }

  /** The name of the element of the only part of a message. */
  private String message(Scoped root, Scoped port, String way) {
    String name =
        port.child(WSDL, way)
            .map(w -> w.qualified("message"))
            .orElseThrow(
                () -> refuse(ImportCode.UNSUPPORTED, "the operation has no " + way + " message"));
    String local = name.substring(name.indexOf('}') + 1);
    List<Scoped> parts =
        root.children(WSDL, "message").stream()
            .filter(message -> message.attribute("name").equals(local))
            .flatMap(message -> message.children(WSDL, "part").stream())
            .toList();
    if (parts.size() != 1 || parts.getFirst().attribute("element").isEmpty()) {
      throw refuse(
          ImportCode.UNSUPPORTED,
          "the " + way + " message has not just one part that is an element");
    }
    return parts.getFirst().qualified("element");
  }

  private Scoped global(String name) {
    Scoped found = elements.get(name);
    if (found == null) {
      throw refuse(
          ImportCode.REFERENCE, "the element `" + name + "` is declared nowhere in the file");
    }
    return found;
  }

  private static String namespace(String qualified) {
    return qualified.substring(1, qualified.indexOf('}'));
  }

  private static boolean signed(Node node) {
    return node.name().equals("UsernameToken")
        || node.children().stream().anyMatch(WsdlReader::signed);
  }

  private Binding.Element element(Particle particle, int depth, List<Proposal.Input> inputs) {
    String name = name(particle);
    if (depth > DEEPEST) {
      throw refuse(
          ImportCode.REFERENCE, "the request is nested deeper than " + DEEPEST + " levels");
    }
    Optional<Leaf> leaf = leaf(particle.declared());
    if (leaf.isPresent() && particle.declared().node().attributes().containsKey("fixed")) {
      return new Binding.Element(
          name, Optional.empty(), Optional.of(particle.declared().attribute("fixed")), List.of());
    }
    if (leaf.isPresent()) {
      Set<String> taken = new HashSet<>();
      inputs.forEach(input -> taken.add(input.name()));
      String called = Words.unique(Words.camel(name), taken, "");
      inputs.add(new Proposal.Input(called, leaf.get(), !particle.optional()));
      return new Binding.Element(name, Optional.of(called), Optional.empty(), List.of());
    }
    if (!hasElements(particle.declared())) {
      throw refuse(
          ImportCode.UNSUPPORTED,
          "the element `"
              + name
              + "` of the request has neither elements nor a value of a known type");
    }
    List<Binding.Element> children = new ArrayList<>();
    for (Particle child : content(particle.declared())) {
      boolean value = leaf(child.declared()).isPresent();
      if (!child.many() && (value || !child.optional())) {
        children.add(element(child, depth + 1, inputs));
      } else if (child.optional()) {
        // an element is always sent with the elements in it, so that it would be there but empty
        leftOut("the element `" + child.name() + "` of the request is no single value");
      } else {
        throw refuse(
            ImportCode.UNSUPPORTED,
            "the element `" + child.name() + "` of the request is there several times");
      }
    }
    return new Binding.Element(name, Optional.empty(), Optional.empty(), children);
  }

  private String name(Particle particle) {
    if (!XML_NAME.matcher(particle.name()).matches()) {
      throw refuse(
          ImportCode.UNSUPPORTED,
          "`" + particle.name() + "` is no name the catalog has for an element");
    }
    return particle.name();
  }

  private interface Bound {
    Binding binding(String records, Optional<Binding.Status> status);
  }

  private record Found(String at, Particle record) {}

  private Proposal answer(
      String operation, Scoped port, Scoped reply, List<Proposal.Input> inputs, Bound bound) {
    Particle top = new Particle(reply, false, false);
    Optional<Found> list = list(top);
    List<Proposal.Output> fields = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    fields(list.map(Found::record).orElse(top), "", false, fields, taken);
    Optional<Binding.Status> status = Optional.empty();
    if (list.isPresent()) {
      for (Particle beside : content(reply)) {
        Optional<Leaf> leaf = leaf(beside.declared());
        if (leaf.isEmpty() || beside.many()) {
          continue;
        }
        String at = reply.attribute("name") + "/" + name(beside);
        Optional<Binding.Status> told = StatusWords.status(at, leaf.get());
        if (told.isPresent() && status.isEmpty()) {
          status = told;
        } else if (StatusWords.isText(leaf.get())) {
          leftOut("`" + at + "` tells how the call went");
        } else {
          add("/" + at, beside.name(), beside, leaf.get(), beside.optional(), fields, taken);
        }
      }
    }
    if (fields.isEmpty()) {
      throw refuse(ImportCode.UNSUPPORTED, "the records of the reply have no single values");
    }
    Titled titled = documentation(port);
    return new Proposal(
        operation,
        titled.zh(),
        titled.en(),
        list.isEmpty(),
        inputs,
        bound.binding(list.map(Found::at).orElse(reply.attribute("name")), status),
        fields);
  }

  /** The first element that may be there several times and has elements, nearest to the top. */
  private Optional<Found> list(Particle top) {
    Deque<Found> open = new ArrayDeque<>();
    open.add(new Found(name(top), top));
    while (!open.isEmpty()) {
      Found found = open.poll();
      boolean complex = leaf(found.record().declared()).isEmpty();
      if (found.record().many() && complex) {
        return Optional.of(found);
      }
      if (complex && found.at().chars().filter(c -> c == '/').count() < DEEPEST) {
        for (Particle child : content(found.record().declared())) {
          open.add(new Found(found.at() + "/" + name(child), child));
        }
      }
    }
    return Optional.empty();
  }

  private void fields(
      Particle record,
      String at,
      boolean optional,
      List<Proposal.Output> fields,
      Set<String> taken) {
    for (Particle child : content(record.declared())) {
      String place = at.isEmpty() ? name(child) : at + "/" + name(child);
      boolean absent = optional || child.optional();
      Optional<Leaf> leaf = leaf(child.declared());
      if (!child.many() && leaf.isPresent()) {
        add(place, place.replace('/', '_'), child, leaf.get(), absent, fields, taken);
      } else if (!child.many() && at.isEmpty() && hasElements(child.declared())) {
        fields(child, place, absent || child.nillable(), fields, taken);
      } else {
        leftOut("the element at `" + place + "` is no single value and is not proposed");
      }
    }
  }

  private static void add(
      String at,
      String called,
      Particle particle,
      Leaf leaf,
      boolean optional,
      List<Proposal.Output> fields,
      Set<String> taken) {
    String name = Words.unique(Words.snake(called), taken, "_");
    boolean nullable = optional || particle.nillable();
    fields.add(new Proposal.Output(name, at, leaf, nullable, optional));
  }

  /** Whether an element is made of elements, be it of none. */
  private boolean hasElements(Scoped element) {
    return complex(element)
        .filter(type -> type.child(XSD, "simpleContent").isEmpty())
        .filter(type -> !type.attribute("mixed").equals("true"))
        .isPresent();
  }

  /** The elements in an element; of none when it has a simple type. */
  private List<Particle> content(Scoped element) {
    List<Particle> particles = new ArrayList<>();
    complex(element).ifPresent(type -> content(type, false, particles, 0));
    return particles;
  }

  private void content(Scoped owner, boolean optional, List<Particle> particles, int depth) {
    count();
    if (depth > LONGEST_CHAIN) {
      throw refuse(
          ImportCode.REFERENCE,
          "the types are made of each other in a circle, or over more than "
              + LONGEST_CHAIN
              + " levels");
    }
    for (Scoped part : owner.children()) {
      boolean absent = optional || part.attribute("minOccurs").equals("0");
      boolean many = !part.attribute("maxOccurs").matches("|0|1");
      switch (part.node().name()) {
        case "sequence", "all" -> {
          if (many) {
            throw refuse(ImportCode.UNSUPPORTED, "a group of elements is there several times");
          }
          content(part, absent, particles, depth + 1);
        }
        case "choice" -> content(part, true, particles, depth + 1);
        case "complexContent" -> content(part, optional, particles, depth + 1);
        case "extension" -> {
          Scoped base = types.get(part.qualified("base"));
          if (base != null) {
            content(base, optional, particles, depth + 1);
          }
          content(part, optional, particles, depth + 1);
        }
        case "element" -> {
          String reference = part.qualified("ref");
          particles.add(new Particle(reference.isEmpty() ? part : global(reference), absent, many));
        }
        case "any", "group" -> leftOut("a `" + part.node().name() + "` has no elements of its own");
        case "attribute" ->
            leftOut("the attribute `" + part.attribute("name") + "` is none of the elements");
        default -> {
          // annotations
        }
      }
    }
  }

  private Optional<Scoped> complex(Scoped element) {
    count();
    Optional<Scoped> inside = element.child(XSD, "complexType");
    return inside.isPresent()
        ? inside
        : Optional.ofNullable(types.get(element.qualified("type")))
            .filter(type -> type.is(XSD, "complexType"));
  }

  /** Absent when an element is no single value. */
  private Optional<Leaf> leaf(Scoped element) {
    count();
    if (complex(element).isPresent()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    String pattern = "";
    int length = 0;
    Optional<Scoped> inside = element.child(XSD, "simpleType");
    String type = element.qualified("type");
    for (int steps = 0; steps <= LONGEST_CHAIN; steps++) {
      if (inside.isEmpty() && type.startsWith("{" + XSD + "}")) {
        Titled titled = documentation(element);
        Optional<FieldType> found = builtIn(type.substring(XSD.length() + 2));
        return found.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Leaf(
                    element.attribute("name"),
                    found.get(),
                    length,
                    "",
                    pattern,
                    values,
                    titled.zh(),
                    titled.en(),
                    ""));
      }
      Scoped declared = inside.isPresent() ? inside.get() : types.get(type);
      if (declared == null) {
        return Optional.empty();
      }
      Optional<Scoped> restriction = declared.child(XSD, "restriction");
      if (restriction.isEmpty()) {
        return Optional.empty();
      }
      for (Scoped facet : restriction.get().children()) {
        String value = facet.attribute("value");
        switch (facet.node().name()) {
          case "enumeration" -> {
            Titled meaning = documentation(facet);
            values.putIfAbsent(value, (meaning.zh() + " " + meaning.en()).strip());
          }
          case "pattern" -> pattern = pattern.isEmpty() ? value : pattern;
          case "length", "maxLength" ->
              length =
                  length == 0 && value.matches("[1-9][0-9]{0,6}")
                      ? Integer.parseInt(value)
                      : length;
          default -> {
            // other bounds have no place in the catalog
          }
        }
      }
      inside = restriction.get().child(XSD, "simpleType");
      type = restriction.get().qualified("base");
    }
    throw refuse(ImportCode.REFERENCE, "the simple types are made of each other in a circle");
  }

  private static Optional<FieldType> builtIn(String name) {
    return switch (name) {
      case "string", "normalizedString", "token", "anyURI" -> Optional.of(FieldType.STRING);
      case "int",
          "integer",
          "long",
          "short",
          "byte",
          "nonNegativeInteger",
          "positiveInteger",
          "unsignedInt",
          "unsignedShort",
          "unsignedByte" ->
          Optional.of(FieldType.INTEGER);
      case "decimal", "double", "float" -> Optional.of(FieldType.NUMBER);
      case "boolean" -> Optional.of(FieldType.BOOLEAN);
      case "date" -> Optional.of(FieldType.DATE);
      case "dateTime" -> Optional.of(FieldType.DATE_TIME);
      default -> Optional.empty();
    };
  }

  /** What is said of something, the first two sentences as title and description. */
  private static Titled documentation(Scoped scoped) {
    List<String> told = new ArrayList<>();
    scoped.children(WSDL, "documentation").forEach(d -> told.add(d.node().text().strip()));
    scoped.children(XSD, "annotation").stream()
        .flatMap(annotation -> annotation.children(XSD, "documentation").stream())
        .forEach(d -> told.add(d.node().text().strip()));
    return new Titled(
        told.isEmpty() ? "" : told.getFirst(), told.size() < 2 ? "" : told.get(1), false);
  }

  private void count() {
    seen++;
    if (seen > MOST_TYPES) {
      throw refuse(
          ImportCode.REFERENCE, "the types of this operation come to more than " + MOST_TYPES);
    }
  }

  private void leftOut(String message) {
    diagnostics.warning(ImportCode.LEFT_OUT, everywhere, message);
  }

  private Refused refuse(ImportCode code, String message) {
    diagnostics.error(code, everywhere, message);
    return new Refused();
  }
}
