/**
 * What the nodes of a platform share: one Hazelcast member in each engine, and the structures on
 * it. In come the places of the other nodes and what other packages keep there; out come the
 * member, and answers that hold for all nodes or that say they cannot be told.
 */
package io.tidegate.engine.cluster;
