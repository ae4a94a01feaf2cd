/**
 * Keeps the nodes in step. In come a change of what is served and a lease on answering; out come
 * one epoch that all nodes answer under, and a node that does not answer when it cannot know.
 */
package io.tidegate.engine.epoch;
