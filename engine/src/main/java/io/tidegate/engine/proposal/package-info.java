/**
 * Proposes catalog files: the description a source gives of itself (OpenAPI 3.0 and 3.1, WSDL 1.1)
 * and the name of one operation in, the text of a resource's file out. What was guessed is marked
 * {@code confirm: true} and what cannot be guessed is left empty, and the catalog takes neither.
 */
package io.tidegate.engine.proposal;
