package io.tidegate.engine.proposal;

import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Phase;

/** Why nothing, or not everything, is proposed from the description of a source. */
public enum ImportCode implements Code {
  FORMAT(
      "IMPORT-FORMAT",
      "the file is no description that is read",
      "name an OpenAPI document of version 3.0 or 3.1 in JSON or YAML, or a WSDL 1.1 document of at most"
          + " 1 MiB without a document type"),
  OPERATION(
      "IMPORT-OPERATION",
      "the description has no such operation",
      "name an `operationId` of the OpenAPI document, or an operation of the port type of the WSDL"),
  REFERENCE(
      "IMPORT-REFERENCE",
      "a reference leads out of the file, nowhere, or in a circle",
      "put everything the operation needs into one file; references begin with `#/components/`"),
  UNSUPPORTED(
      "IMPORT-UNSUPPORTED",
      "the operation is asked in a way that the catalog cannot describe",
      "write the catalog file by hand, or ask the source for a simpler operation"),
  LEFT_OUT(
      "IMPORT-LEFT-OUT",
      "a part of the operation is not proposed",
      "nothing needs to be done; what the catalog does not name never leaves");

  private final String id;
  private final String meaning;
  private final String help;

  ImportCode(String id, String meaning, String help) {
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
