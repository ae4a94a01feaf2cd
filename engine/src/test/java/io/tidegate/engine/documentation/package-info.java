/**
 * The documentation as a thing that can be wrong: pages of the repository in, a failure for every
 * example, table, link, command or claim in them that is not true.
 */
package io.tidegate.engine.documentation;
