package io.tidegate.route.resolve;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with a service document once its names are looked up. */
public enum ResolveCode implements Code {
  UNKNOWN_SOURCE(
      "ROUTE-UNKNOWN-SOURCE", "a source is not in the catalog", "name a source of the catalog"),
  UNKNOWN_ROUTE(
      "ROUTE-UNKNOWN-ROUTE",
      "a route that is called is not in the document",
      "add it under `routes:` or correct the name"),
  CYCLE(
      "ROUTE-CYCLE",
      "a route calls itself, directly or through others",
      "break the circle: a route only calls routes that do not lead back to it"),
  TWICE(
      "ROUTE-TWICE",
      "a route is called from two places",
      "give each place a route of its own, so that their results have names of their own"),
  UNUSED("ROUTE-UNUSED", "a route is never called", "call it by `direct:` or remove it"),
  DISCARDED(
      "ROUTE-DISCARDED",
      "the result of a step is thrown away by the next one",
      "put the steps into a multicast, use `enrich`, or keep one of them"),
  UNKNOWN_PARAMETER(
      "ROUTE-UNKNOWN-PARAMETER",
      "a statement uses a name that is neither a parameter of the request nor a variable",
      "declare it under `request: parameters:`, or set it by `setVariable` before"),
  UNKNOWN_OPERATION(
      "ROUTE-UNKNOWN-OPERATION",
      "an operation is not in the catalog",
      "name an operation of the catalog as `source/operation`"),
  CALLED(
      "ROUTE-SERVICE",
      "a service that is called is not there, or cannot be called",
      "name a service that is published with this one, by its id and, if need be, a version it has"),
  ARGUMENT(
      "ROUTE-ARGUMENT",
      "a service is not called the way its request is declared",
      "give it its required parameters and no others, each with a value of its type"),
  PARAMETER_TYPE(
      "ROUTE-PARAMETER-TYPE",
      "a parameter is used as another type than it is declared with",
      "declare the type the statement needs, or cast the column"),
  UNBOUND(
      "SVC-PARAMETER-UNUSED",
      "a declared parameter is used by no statement and no expression",
      "use it as `:#name` in a statement or `headers.name` in an expression, or remove it"),
  SHAPE(
      "ROUTE-SHAPE",
      "branches yield results that cannot be put together this way",
      "see what the strategy asks of its branches"),
  CONDITION(
      "ROUTE-CONDITION",
      "a condition is something else than true or false",
      "compare, as in `body.status == 'RELEASED'`"),
  SINGLE_VALUE(
      "ROUTE-SINGLE-VALUE",
      "a record or a list stands where a single value is needed",
      "name one member of it"),
  LIST_PLACE(
      "ROUTE-LIST",
      "a step works on a list, and what it names is none",
      "write `simple: ${body}` where the body is a list, or `${body.member}` for a member that is one"),
  SORT_CHOICE(
      "ROUTE-SORT-CHOICE",
      "the orders of a statement and the parameter that picks one do not fit together",
      "declare the parameter as a string with an `enum` of exactly the orders' names, and with a `default` or"
          + " `required: true`"),
  SORT_KEY(
      "ROUTE-SORT-KEY",
      "records are to be ordered by something they do not have",
      "order by members that are single values"),
  VARIABLE(
      "ROUTE-VARIABLE",
      "a variable has the name of a parameter of the request",
      "choose another name, so that a statement cannot mean the one for the other"),
  RAW_KEY(
      "ROUTE-RAW-KEY",
      "a raw key is taken from where there is none",
      "set it directly behind a statement with `outputType: SelectOne`, or first in a `split` of one that yields"
          + " a list"),
  CODE_MEMBER(
      "ROUTE-CODE-MEMBER",
      "what is to be looked up in a code set is not there or is no text",
      "name a member of the record, or of the records of the list, that is a text"),
  TEXT_MEMBER(
      "ROUTE-TEXT-MEMBER",
      "what is to be read as a text or written into one is not there, or is no text",
      "name a member of the record, or of the records of the list; `unmarshal` needs a text or, for json, a document"),
  TEXT_SHAPE(
      "ROUTE-TEXT-SHAPE",
      "this cannot be written in this format",
      "json takes any record, xml any but single values, csv a list of records of single values"),
  NO_DICTIONARY(
      "ROUTE-CODE-SET",
      "there is no such code set",
      "name the source whose catalog has the tables of code sets, and a set in it"),
  INPUT(
      "ROUTE-INPUT",
      "an operation is not asked the way the catalog describes it",
      "give it the inputs the catalog lists, each with a value of its type"),
  MEMBER(
      "ROUTE-MEMBER",
      "a member's name cannot be used in the answer",
      "give the output an alias of letters (of any script), digits and _ that begins with a letter and is used once"),
  ANSWER_UNKNOWN(
      "ANSWER-UNKNOWN",
      "the declared answer has a member the route does not yield",
      "remove it, correct its name, or select it"),
  ANSWER_TYPE(
      "ANSWER-TYPE",
      "a member of the declared answer has another type than the route yields",
      "declare the type the route yields"),
  ANSWER_KIND(
      "ANSWER-KIND",
      "the declared answer is a list where the route yields one record, or the other way round",
      "write `list` for lists and `object` for one record"),
  PAGING_ROUTE(
      "PAGING-ROUTE",
      "the route cannot be paged",
      "paging is for a route with one statement that yields a list"),
  PAGING_KEY(
      "PAGING-KEY",
      "a paging key cannot give a firm order",
      "use outputs that are plain columns and end with the record's primary key"),
  PAGING_ORDER(
      "PAGING-ORDER",
      "a paged statement has an order of its own",
      "remove ORDER BY and LIMIT; the paging keys give the order");

  private final String id;
  private final String meaning;
  private final String help;

  ResolveCode(String id, String meaning, String help) {
    this.id = id;
    this.meaning = meaning;
    this.help = help;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Phase phase() {
    return Phase.RESOLVE;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String help() {
    return help;
  }
}
