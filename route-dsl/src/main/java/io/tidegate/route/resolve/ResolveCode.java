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
      "put the steps into a multicast, or keep one of them"),
  UNKNOWN_PARAMETER(
      "ROUTE-UNKNOWN-PARAMETER",
      "a statement uses a parameter the request does not have",
      "declare it under `request: parameters:`"),
  PARAMETER_TYPE(
      "ROUTE-PARAMETER-TYPE",
      "a parameter is used as another type than it is declared with",
      "declare the type the statement needs, or cast the column"),
  UNBOUND(
      "SVC-PARAMETER-UNUSED",
      "a declared parameter is used by no statement",
      "use it as `:#name` in a statement or remove it"),
  SHAPE(
      "ROUTE-SHAPE",
      "branches yield results that cannot be put together this way",
      "see what the strategy asks of its branches"),
  MEMBER(
      "ROUTE-MEMBER",
      "a member's name cannot be used in the answer",
      "give the output an alias of letters, digits and _ that begins with a letter and is used once"),
  VALUE_TYPE(
      "ANSWER-VALUE",
      "an output has a type that has no form in an answer",
      "turn an array into a text by array_to_string, or into rows by unnest"),
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
