package io.tidegate.engine.architecture.doors;

import org.apache.lucene.search.IndexSearcher;

/** Enters a library beside its door. */
record UsesSearchIndex(IndexSearcher used) {}
