/**
 * Finds out what values are: a value or a sample of a column with the words around it in, a
 * detector of a closed list with a confidence and a reason in words out. A detector is a shape, the
 * check digit where there is one, and the context: what the field and its neighbours are called.
 *
 * <p>Nothing here reads a source, and no value leaves: a reason says what was seen of a value and
 * never the value. Shapes run in time linear to the value, whoever wrote it. What cannot be told is
 * unknown, which the rest of the platform covers fully.
 */
package io.tidegate.rules.detect;
