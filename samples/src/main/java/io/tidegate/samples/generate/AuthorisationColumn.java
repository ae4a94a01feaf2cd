package io.tidegate.samples.generate;

/** The columns of {@code party.authorisation}, in the order they are written. */
enum AuthorisationColumn {
  AUTHORISATION_ID,
  OWNER_USCI,
  GRANTEE_USCI,
  SERVICE,
  FIELDS,
  PURPOSE,
  MODE,
  VALID_FROM,
  VALID_TO,
  STATE
}
