package io.tidegate.rules.pack;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** What can be wrong with a rule pack, and why deciding can refuse a service. */
public enum RuleCode implements Code {
  UNREADABLE(
      "RULE-UNREADABLE",
      Phase.PARSE,
      "a rule pack cannot be read from its folder",
      "give a folder that holds `pack.yaml` and one file for each table"),
  NO_PACK(
      "RULE-NO-PACK",
      Phase.PARSE,
      "a rule pack needs exactly one file `pack.yaml`",
      "write one `pack.yaml` with the id, the version and the masks of the pack"),
  NAME(
      "RULE-NAME",
      Phase.PARSE,
      "a name or version is not of the shape it must have",
      "use lower-case letters, digits and hyphens; `M-` and upper case for masks; 1.0.0 for versions"),
  DUPLICATE_TABLE(
      "RULE-DUPLICATE-TABLE",
      Phase.PARSE,
      "two tables of a pack have one id",
      "rename one of the tables"),
  DUPLICATE_ROW(
      "RULE-DUPLICATE-ROW",
      Phase.PARSE,
      "two rows of a table have one id",
      "rename one of the rows: decisions are explained by naming the row"),
  UNKNOWN_STAGE(
      "RULE-UNKNOWN-STAGE",
      Phase.PARSE,
      "a table names a stage that does not exist",
      "use classify, open, mask, influence or limit"),
  UNKNOWN_COLUMN(
      "RULE-UNKNOWN-COLUMN",
      Phase.PARSE,
      "a row uses a column that tables of its stage do not have",
      "use a column of this stage"),
  UNKNOWN_LABEL(
      "RULE-UNKNOWN-LABEL",
      Phase.PARSE,
      "a category or sensitivity is not in the vocabulary",
      "use a word of the vocabulary; a label nobody knows would protect nothing"),
  UNKNOWN_WORD(
      "RULE-UNKNOWN-WORD",
      Phase.PARSE,
      "a cell holds a word its column does not know",
      "use one of the words of this column"),
  UNKNOWN_MASK(
      "RULE-UNKNOWN-MASK",
      Phase.PARSE,
      "a mask is not in the pack's list of masks",
      "add the mask to `pack.yaml`, or use one that is there"),
  UNKNOWN_SWITCH(
      "RULE-UNKNOWN-SWITCH",
      Phase.PARSE,
      "a switch is not in the pack's list of switches",
      "add the switch to `pack.yaml`, or use one that is there"),
  WITH_GRANT(
      "RULE-WITH-GRANT",
      Phase.PARSE,
      "a row asks for something that is only known once somebody applies for access",
      "use `purpose` and `organisation-level` in tables of the stages open, mask and limit; nothing"
          + " else is known of who asks"),
  UNKNOWN_LIMIT(
      "RULE-UNKNOWN-LIMIT",
      Phase.PARSE,
      "a class of limits is not in the pack's list of them",
      "add the class to `limits` of `pack.yaml`, or use one that is there"),
  LIMIT_CLASS(
      "RULE-LIMIT-CLASS",
      Phase.PARSE,
      "a class of limits is not made of the numbers it needs",
      "write `{ perSecond: 20, burst: 40, perDay: 100000 }`, a burst of no less than a second's calls;"
          + " the name in capitals, and not `LEAST`"),
  CELL(
      "RULE-CELL",
      Phase.PARSE,
      "a cell is not written as cells of its column are",
      "write one value, a list of values, or {prefix: …}, {suffix: …}, {atLeast: S2} where the column"
          + " has them"),
  NO_DECISION(
      "RULE-NO-DECISION",
      Phase.PARSE,
      "a row decides nothing",
      "write what follows under `then`, or remove the row"),
  MASK_KIND(
      "RULE-MASK-KIND",
      Phase.PARSE,
      "a mask is of a kind that does not exist",
      "use a kind of the mask vocabulary"),
  MASK_REFUSED(
      "RULE-MASK-REFUSED",
      Phase.PARSE,
      "a mask is of a kind that hides too little: a hash without a key, a broken cipher, or random for each call",
      "use `hmac-sm3`, `surrogate` or `lookup`"),
  MASK_PARAMETER(
      "RULE-MASK-PARAMETER",
      Phase.PARSE,
      "a parameter of a mask is missing or wrong",
      "give the parameters its kind takes"),
  MASK_RESERVED(
      "RULE-MASK-RESERVED",
      Phase.PARSE,
      "a pack redefines a mask that every pack has",
      "choose another name; `none`, `M-COVER` and `M-DROP` always mean the same"),
  COMMENT_LOST(
      "RULE-COMMENT-LOST",
      Phase.PARSE,
      "a comment stands where a workbook has no place for it",
      "put comments on lines of their own, before the first key of the file or before a row"),
  LAYOUT(
      "RULE-LAYOUT",
      Phase.PARSE,
      "a file is laid out otherwise than an import writes it",
      "nothing is lost but the layout; keep the files as an import writes them, and they come back equal"),
  WORKBOOK(
      "RULE-WORKBOOK",
      Phase.PARSE,
      "a workbook is not laid out as an export lays it out",
      "export the pack anew and change only what stands in the cells"),
  WORKBOOK_CONTENT(
      "RULE-WORKBOOK-CONTENT",
      Phase.PARSE,
      "a workbook holds something that rules do not come with",
      "leave texts in cells and nothing else: no formulas, merged or hidden cells, macros, links or pictures"),
  WORKBOOK_SIZE(
      "RULE-WORKBOOK-SIZE",
      Phase.PARSE,
      "a workbook is larger than is read",
      "split the pack, or remove what does not belong to it"),
  DUPLICATE_SCENARIO(
      "RULE-DUPLICATE-SCENARIO",
      Phase.PARSE,
      "two scenarios of a pack have one id",
      "rename one of the scenarios"),
  SCENARIO(
      "RULE-SCENARIO",
      Phase.DECIDE,
      "the pack decides otherwise than one of its scenarios says",
      "mend the rows, or the scenario if what it says is no longer wanted"),
  ANALYSIS_LIMIT(
      "RULE-ANALYSIS-LIMIT",
      Phase.DECIDE,
      "the tables overlap in too many ways to be analysed",
      "use fewer rows that match almost everything; what is told about this stage is not complete"),
  DRL_SYNTAX(
      "RULE-DRL-SYNTAX",
      Phase.DECIDE,
      "rule text cannot be parsed without error",
      "mend the rule; a parser that recovers from an error may have read something else"),
  DRL_REFUSED(
      "RULE-DRL-REFUSED",
      Phase.DECIDE,
      "rule text uses something that rules may not use",
      "a rule matches one subject by its properties and calls decisions with literals; nothing else"),
  BUILD(
      "RULE-BUILD",
      Phase.DECIDE,
      "checked rules could not be built",
      "report this with the rule pack: what passes the check should build"),
  FACT(
      "RULE-FACT",
      Phase.DECIDE,
      "what is told to the rules contradicts itself",
      "one column can be told once only"),
  FAILED(
      "RULE-FAILED",
      Phase.DECIDE,
      "a rule failed while it was deciding",
      "mend the rule; nothing is published on the word of the others"),
  WRONG_STAGE(
      "RULE-WRONG-STAGE",
      Phase.DECIDE,
      "a rule made a decision of another stage than the one it ran in",
      "move the rule to the stage of its decision"),
  FIRE_LIMIT(
      "RULE-FIRE-LIMIT",
      Phase.DECIDE,
      "the rules fired more often than they may",
      "split the service, or use fewer rows that match everything"),
  DEADLINE(
      "RULE-DEADLINE",
      Phase.DECIDE,
      "the rules took longer than they may",
      "split the service, or use fewer rows that match everything"),
  MASK_TYPE(
      "RULE-MASK-TYPE",
      Phase.DECIDE,
      "a mask was put on a field of a type it does not accept",
      "restrict the row by `type`, or use a mask for this type"),
  DENIED("RULE-DENIED", Phase.DECIDE, "a rule denies the publication", "see the rule's reason");

  private final String id;
  private final Phase phase;
  private final String meaning;
  private final String help;

  RuleCode(String id, Phase phase, String meaning, String help) {
    this.id = id;
    this.phase = phase;
    this.meaning = meaning;
    this.help = help;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Phase phase() {
    return phase;
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
