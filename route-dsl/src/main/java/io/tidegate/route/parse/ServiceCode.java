package io.tidegate.route.parse;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with a service document as it is written. */
public enum ServiceCode implements Code {
  NAME(
      "SVC-NAME",
      "a name is not in the form names have",
      "use lower-case letters, digits and hyphens, beginning with a letter"),
  VERSION("SVC-VERSION", "a version is not of the form major.minor.patch", "write it like 1.0.0"),
  METHOD("SVC-METHOD", "the request has no method that is served", "write `get:` with the path"),
  PATH(
      "SVC-PATH",
      "the path is not one that can be served",
      "write segments of lower-case letters, digits and hyphens, and {parameters}"),
  PARAMETER(
      "SVC-PARAMETER",
      "a parameter's declaration does not fit together",
      "mend the declaration as the message says"),
  PATH_PARAMETER(
      "SVC-PATH-PARAMETER",
      "path and parameters do not agree",
      "declare each {parameter} of the path once, with `in: path`"),
  RESERVED("SVC-RESERVED", "a name is kept for the platform", "choose another name"),
  DURATION(
      "SVC-DURATION",
      "a duration is not one that is accepted",
      "write a number and its unit: a timeout in ms or s, such as 2500ms, up to 60s; a cache in s, m or h, up to 24h"),
  FALLBACK(
      "SVC-FALLBACK",
      "a fallback is none there is, or has nothing to fall back on",
      "write `fallback: stale` beside a `cache`, or remove it"),
  INACTIVE(
      "SVC-INACTIVE",
      "a setting is known and has no effect in this version",
      "remove it, or leave it for a later version"),
  STEP(
      "ROUTE-STEP",
      "a step is not in the accepted subset",
      "use one of the accepted steps; the provider's guide lists them"),
  STEP_OPTION(
      "ROUTE-OPTION",
      "an option of a step is not accepted",
      "remove it; only the listed options of the step are known"),
  URI(
      "ROUTE-URI",
      "an endpoint is not one a route may reach",
      "read a source with `uri: sql` or `uri: source`, or call another route with `uri: direct:name`"),
  FROM(
      "ROUTE-FROM",
      "the route does not begin with the request",
      "write `from: { uri: direct:request, steps: [...] }`"),
  STRATEGY(
      "ROUTE-STRATEGY",
      "the way to put branches together is not known",
      "use one of the strategies the provider's guide lists for this step"),
  EXPRESSION(
      "ROUTE-EXPRESSION",
      "a step does not have exactly one expression in a language it accepts",
      "write one of `groovy:`, `simple:` and `constant:`"),
  DATA_SOURCE(
      "ROUTE-DATA-SOURCE",
      "a source is not named the way sources are named",
      "write `dataSource: \"#name\"` with the name of a source in the catalog"),
  EMPTY_ROUTE("ROUTE-EMPTY", "a route or a multicast has no steps", "add a step");

  private final String id;
  private final String meaning;
  private final String help;

  ServiceCode(String id, String meaning, String help) {
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
    return Phase.PARSE;
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
