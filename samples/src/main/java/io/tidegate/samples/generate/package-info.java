/**
 * A volume and a seed go in; the rows of every sample table come out, as the text PostgreSQL's COPY
 * reads, with a manifest of what they are.
 *
 * <p>Every value is a pure function of the seed, the entity, the row and the field. No value
 * depends on the one before it, on a clock, on a thread or on the order of a hash table, so any row
 * can be made alone and two runs are equal byte by byte. Everything that looks like a company, a
 * person, a ship or a declaration is invented.
 */
package io.tidegate.samples.generate;
