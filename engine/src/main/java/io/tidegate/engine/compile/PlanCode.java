package io.tidegate.engine.compile;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What governance can refuse about a service that is otherwise well-formed. */
public enum PlanCode implements Code {
  NOBODY(
      "PLAN-NOBODY",
      "no caller could ever get an answer",
      "open the resource, give it role columns, or ask for a wider openness"),
  INFLUENCE(
      "PLAN-INFLUENCE",
      "a column that some callers may not read decides which rows they get, or in which order",
      "remove the condition or the order, or ask the administrator for an influence rule"),
  RAW_KEY(
      "PLAN-RAW-KEY",
      "a raw key would let a column that some callers may not read decide what another read finds",
      "use the member as the caller sees it by `setVariable` with an expression, or ask the"
          + " administrator for an influence rule for joins by this column"),
  RAW_USE(
      "PLAN-RAW-USE",
      "a raw key does more than join: its value could be told from the answer",
      "write `column = :#name` behind WHERE or ON, as a condition that must hold; for anything else"
          + " use the member as the caller sees it by `setVariable` with an expression"),
  PARENT_KEY(
      "PLAN-PARENT-KEY",
      "an operation is asked without the key of the record that its records take their parties"
          + " from",
      "read the parent's key in a statement, keep it by `language: raw`, and ask the operation with"
          + " that variable alone"),
  LOGGED(
      "PLAN-LOG",
      "a line of the log would hold, or be there because of, what is not shown to everybody",
      "leave it out of the message, or write the line on every way: logs are read by people who are"
          + " no party to the record"),
  HEADER(
      "PLAN-HEADER",
      "a header of the answer would hold, or be there because of, what is not shown to everybody",
      "give it as a member of the answer: there it is masked for each relation and is one of the"
          + " fields of an agreement, and no proxy writes it into its log"),
  BREAKER(
      "PLAN-BREAKER",
      "a circuit breaker would count failures that come of what is not shown to everybody",
      "take the condition or the value out of its steps, or ask by a raw key: failures are counted"
          + " for all callers together, and what one caller may see would decide what another one"
          + " gets"),
  FAILURE(
      "PLAN-FAILURE",
      "whether the statement fails depends on a column that some callers may not read",
      "use a form that cannot fail: divide by `nullif(x, 0)`, leave numbers numeric, write"
          + " patterns, lengths and units as constants, add `limit 1` to a subquery; or leave the"
          + " column out"),
  KEY_MASKED(
      "PLAN-KEY-MASKED",
      "a paging key is a column that some callers may not read, and a cursor would carry it",
      "page by columns that every party may read"),
  VARIANTS(
      "PLAN-VARIANTS",
      "the rules of masks tell too many audiences of one service apart",
      "ask the administrator for rows that name fewer purposes and levels of organisations, or the"
          + " same ones for all fields"),
  NEVER_SHOWN(
      "PLAN-NEVER-SHOWN",
      "a member of the answer is hidden from every caller",
      "leave it out of the answer, or ask the administrator whom it is for"),
  PARTS(
      "PLAN-PARTS",
      "the parts of a UNION ALL have columns in one output that are hidden in different ways",
      "give each column an output of its own, with `null` for it in the other parts: one output has"
          + " one mask for each relation, the strictest of its columns"),
  CONTENT(
      "PLAN-CONTENT",
      "a text is labelled as less sensitive than what its author says is in it",
      "label the field in the catalog as its content is: a text is masked as a whole, before it is"
          + " read"),
  CALLED(
      "PLAN-SERVICE",
      "a called service would give its data under other governance than its own",
      "ask for the openness that service asks for, or ask the administrator about rules that are for one service"),
  DELEGATES(
      "PLAN-DELEGATES",
      "`delegates` is asked for where no principal could let others have its records",
      "read a closed table whose roles name a `principal`, and call no other service; or leave `delegates` out"),
  CACHE(
      "PLAN-CACHE",
      "answers would be kept that must not be",
      "remove `cache`: a link to a document is for one caller and ends after minutes"),
  STATISTICS(
      "PLAN-STATISTICS",
      "a statistic over records of others would tell of groups of too few parties",
      "make it one query of its own: `select` of keys and of count, sum or avg `from` one table,"
          + " `where`, `group by`; put joins, orders and further sums around it, as `from (…) as"
          + " x`"),
  FAULT(
      "PLAN-FAULT",
      "the compiler failed on this document, which is refused",
      "this is a fault of the platform, not of the document; report it with the document");

  private final String id;
  private final String meaning;
  private final String help;

  PlanCode(String id, String meaning, String help) {
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
    return Phase.PLAN;
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
