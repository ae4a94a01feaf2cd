package io.tidegate.engine.contract;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** Why a document that compiles does not come into force: what was promised before it. */
public enum ContractCode implements Code {
  BREAKING(
      "CONTRACT-BREAKING",
      "what the major version promised to those who call it would be taken back",
      "give the document the next major version, such as 2.0.0, and announce the end of this one; or keep the field"),
  VERSION(
      "CONTRACT-VERSION",
      "the version was released with another document",
      "take a higher version"),
  UNSOUND(
      "CONTRACT-UNSOUND",
      "the contract registry does not take the contract",
      "change what the message says"),
  WAITS(
      "CONTRACT-WAITS",
      "the contract registry cannot be asked, so that nothing is known of what would break",
      "nothing has to be sent again: an approved draft that is to be published is taken up when the registry is back;"
          + " see `./tidegate registry status`");

  private final String id;
  private final String meaning;
  private final String help;

  ContractCode(String id, String meaning, String help) {
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
    return Phase.RELEASE;
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
