package io.tidegate.route.parse;

import java.util.List;
import java.util.Optional;

/**
 * The steps a provider's route may have: the one table that the parser, the documentation and the
 * designer read. Camel trusts the author of a route with the whole machine, so this is a list of
 * what is accepted, not of what is forbidden.
 */
public final class RouteSubset {
  /** One accepted step. */
  public record Step(String name, String endpoint, List<Option> options, String meaning) {
    public Step {
      options = List.copyOf(options);
    }

    boolean hasOption(String option) {
      return options.stream().anyMatch(o -> o.name().equals(option));
    }
  }

  /** One option of a step. */
  public record Option(String name, boolean required, String meaning) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(
              "to",
              "sql",
              List.of(
                  new Option("dataSource", true, "the source, as `#name`"),
                  new Option("query", true, "one SELECT; values only as `:#parameter`"),
                  new Option(
                      "outputType",
                      false,
                      "SelectList (a list, the default) or SelectOne (one record or not found)")),
              "reads a source; rows are scoped, related and masked before any other step sees them"),
          new Step("to", "direct", List.of(), "runs another route of the same document"),
          new Step(
              "multicast",
              "",
              List.of(
                  new Option("aggregationStrategy", true, "#nest, #concat or #merge"),
                  new Option(
                      "parallelProcessing", false, "true to run the branches at the same time"),
                  new Option("timeout", false, "milliseconds the branches may take together"),
                  new Option("steps", true, "the branches, each a `to`")),
              "runs several reads on the same request and puts their results together"));

  /**
   * Names of Camel's other steps, so that a refusal can say the step is known to Camel and refused
   * here.
   */
  private static final List<String> CAMEL_STEPS =
      List.of(
          "aggregate",
          "bean",
          "choice",
          "circuitBreaker",
          "claimCheck",
          "convertBodyTo",
          "convertHeaderTo",
          "delay",
          "doCatch",
          "doFinally",
          "doTry",
          "dynamicRouter",
          "enrich",
          "filter",
          "idempotentConsumer",
          "kamelet",
          "loadBalance",
          "log",
          "loop",
          "marshal",
          "onCompletion",
          "onException",
          "onFallback",
          "otherwise",
          "pausable",
          "pipeline",
          "poll",
          "pollEnrich",
          "policy",
          "process",
          "recipientList",
          "removeHeader",
          "removeHeaders",
          "removeProperties",
          "removeProperty",
          "removeVariable",
          "resequence",
          "resumable",
          "rollback",
          "routingSlip",
          "saga",
          "sample",
          "script",
          "serviceCall",
          "setBody",
          "setExchangePattern",
          "setHeader",
          "setHeaders",
          "setProperty",
          "setVariable",
          "setVariables",
          "sort",
          "split",
          "step",
          "stop",
          "switch",
          "threads",
          "throttle",
          "throwException",
          "toD",
          "tokenizer",
          "transacted",
          "transform",
          "transformDataType",
          "unmarshal",
          "validate",
          "when",
          "whenSkipSendToEndpoint",
          "wireTap");

  private RouteSubset() {}

  public static List<Step> steps() {
    return STEPS;
  }

  /**
   * The accepted step with this name that reaches this kind of endpoint; the endpoint is empty for
   * steps that reach none.
   */
  public static Optional<Step> step(String name, String endpoint) {
    return STEPS.stream()
        .filter(s -> s.name().equals(name) && s.endpoint().equals(endpoint))
        .findFirst();
  }

  static List<String> names() {
    return STEPS.stream().map(Step::name).distinct().toList();
  }

  static boolean knownToCamel(String name) {
    return CAMEL_STEPS.contains(name);
  }
}
