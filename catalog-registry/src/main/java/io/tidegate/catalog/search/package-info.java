/**
 * Finding entries of the catalogue. Entries come in as texts and facets; an index in memory is made
 * of them, asked, and thrown away when there is a later one. The only door to Lucene and to the
 * readings of Chinese characters.
 */
package io.tidegate.catalog.search;
