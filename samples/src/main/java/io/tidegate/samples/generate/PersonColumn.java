package io.tidegate.samples.generate;

/** The columns of {@code party.person}, in the order they are written. */
enum PersonColumn {
  PERSON_ID,
  NAME,
  ID_NO,
  PHONE,
  EMPLOYER_USCI
}
