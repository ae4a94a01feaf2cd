/**
 * The independent checker. A plan goes in with the catalog and the decisions it was made from; a
 * certificate comes out, or everything that is wrong with the plan.
 *
 * <p>It shares no code with the planner or with the reading and printing of statements. It reads
 * the statements that will be run (the text, not what is claimed about it) through PostgreSQL's own
 * grammar and works out by itself where every value comes from and what it must be hidden by. A
 * finding is never the author's fault: it is a bug of ours or somebody's tampering. Of a script it
 * reads the tree that will be run, and works out by itself as well what flows through it (ADR 21).
 */
package io.tidegate.engine.check;
