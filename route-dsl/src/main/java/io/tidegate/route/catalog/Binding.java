package io.tidegate.route.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How an operation is asked and where in the reply its records are, one way per kind of source. */
public sealed interface Binding {
  /** The kind of source it belongs to. */
  Source.Kind kind();

  /**
   * A call by HTTP with a JSON reply.
   *
   * @param path with the inputs in braces, each a whole segment or a part of one: {@code
   *     /containers/{containerNo}/moves}; values are percent-encoded
   * @param query from the name in the query to the input, in the order written
   * @param body from the member of the JSON body to the input; for POST only
   * @param records JSON pointer to the list of records or to the one record; empty for the whole
   * @param status what in the reply says whether it worked, when the HTTP status does not
   */
  record Rest(
      Method method,
      String path,
      Map<String, String> query,
      Map<String, String> body,
      String records,
      Optional<Status> status,
      Optional<Pages> pages)
      implements Binding {
    public Rest {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(path, "path");
      query = ordered(query);
      body = ordered(body);
      Objects.requireNonNull(records, "records");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(pages, "pages");
    }

    @Override
    public Source.Kind kind() {
      return Source.Kind.REST;
    }
  }

  /** How a REST operation is called. */
  enum Method {
    GET,
    POST
  }

  /**
   * A call by SOAP 1.1, document/literal.
   *
   * @param action the SOAPAction
   * @param namespace of the request's and the reply's elements
   * @param request the content of the body
   * @param charset of the request; a reply says its own
   * @param signed whether the caller's name and password stand in the header (WS-Security
   *     UsernameToken)
   * @param records path of element names from the child of the body on, to the element that is
   *     there once per record: {@code QueryResponse/List/Item}
   * @param status what in the reply says whether it worked; its place is a path like {@code
   *     records}
   */
  record Soap(
      String action,
      String namespace,
      Element request,
      String charset,
      boolean signed,
      String records,
      Optional<Status> status,
      Optional<Pages> pages)
      implements Binding {
    public Soap {
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(request, "request");
      Objects.requireNonNull(charset, "charset");
      Objects.requireNonNull(records, "records");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(pages, "pages");
    }

    @Override
    public Source.Kind kind() {
      return Source.Kind.SOAP;
    }
  }

  /**
   * An element of a request: what is in it is an input, a constant or other elements. An element
   * whose input is absent is left out.
   */
  record Element(
      String name, Optional<String> input, Optional<String> constant, List<Element> children) {
    public Element {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(input, "input");
      Objects.requireNonNull(constant, "constant");
      children = Collections.unmodifiableList(new ArrayList<>(children));
      int contents =
          (input.isPresent() ? 1 : 0)
              + (constant.isPresent() ? 1 : 0)
              + (children.isEmpty() ? 0 : 1);
      if (contents > 1) {
        throw new IllegalArgumentException("an element has one kind of content");
      }
    }
  }

  /**
   * Delimited text files that are put into a folder. A file is read once it is complete; records
   * are selected by the inputs' fields.
   *
   * @param glob which files, such as <code>EXP_*.csv</code>
   * @param charset GB18030, GBK or UTF-8
   * @param delimiter between the columns
   * @param companion whether a file is complete only when a file of the same name with {@code .ok}
   *     for its ending tells the number of its rows and its SM3
   * @param version the integer field that grows with each correction of a record; of several
   *     records with one primary key the one with the greatest counts, and without it the one that
   *     came last
   */
  record Files(
      String glob, String charset, String delimiter, boolean companion, Optional<String> version)
      implements Binding {
    public Files {
      Objects.requireNonNull(glob, "glob");
      Objects.requireNonNull(charset, "charset");
      Objects.requireNonNull(delimiter, "delimiter");
      Objects.requireNonNull(version, "version");
    }

    @Override
    public Source.Kind kind() {
      return Source.Kind.FILES;
    }
  }

  /**
   * Events of a topic, each a JSON document that is one record; records are selected by the inputs'
   * fields. An event whose primary key was seen before is a duplicate and counts once.
   *
   * @param topic its name
   * @param occurred the field that tells when the event happened, by which events are put in order
   * @param replayHours how long an event stays readable
   */
  record Topic(String topic, String occurred, int replayHours) implements Binding {
    public Topic {
      Objects.requireNonNull(topic, "topic");
      Objects.requireNonNull(occurred, "occurred");
    }

    @Override
    public Source.Kind kind() {
      return Source.Kind.TOPIC;
    }
  }

  /**
   * Objects in a store, each with a JSON document of what is known of it; that document is the
   * record, and records are selected by the inputs' fields.
   *
   * @param prefix what the keys begin with
   * @param key the field that holds an object's key; whoever sees it as it is may have the object,
   *     and is given a link to it in its place. Without it the objects cannot be had.
   */
  record Stored(String prefix, Optional<String> key) implements Binding {
    public Stored {
      Objects.requireNonNull(prefix, "prefix");
      Objects.requireNonNull(key, "key");
    }

    @Override
    public Source.Kind kind() {
      return Source.Kind.OBJECTS;
    }
  }

  /**
   * A place in the reply that says whether a call worked.
   *
   * @param at JSON pointer or path of elements
   * @param success the texts that mean it did
   * @param notFound the texts that mean there is no such record
   * @param busy the texts that mean it may work later
   */
  record Status(String at, List<String> success, List<String> notFound, List<String> busy) {
    public Status {
      Objects.requireNonNull(at, "at");
      success = List.copyOf(success);
      notFound = List.copyOf(notFound);
      busy = List.copyOf(busy);
    }
  }

  /**
   * A reply that comes in pages, which are all fetched.
   *
   * @param number where the page's number goes, from 1: a name in the query, or an element of the
   *     request that is written empty
   * @param size where the number of records of a page goes
   * @param of records of a full page; a page with fewer is the last
   * @param most pages that are fetched; if the last is full the reply is too large
   */
  record Pages(String number, String size, int of, int most) {
    public Pages {
      Objects.requireNonNull(number, "number");
      Objects.requireNonNull(size, "size");
    }
  }

  private static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
