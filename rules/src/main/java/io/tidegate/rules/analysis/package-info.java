/**
 * What the rows of a pack do to each other. A pack in; for each row what it never decides, what it
 * overlaps and contradicts, and for each stage what no row decides, with example facts out. Exact:
 * every text a column can hold falls into one of finitely many classes that no row tells apart, and
 * sets of facts are computed with, not sampled. Each stage is looked at by itself, over every fact
 * that the vocabularies allow.
 */
package io.tidegate.rules.analysis;
