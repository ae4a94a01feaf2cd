/**
 * SQL as a provider writes it. In comes the text of one query with a catalog; out comes what it
 * means (its outputs with type and source columns, every column that influences the answer, the
 * tables and parameters) or the reasons why it is refused. The only statement that ever reaches a
 * database is printed from that meaning, with the rows in scope; the author's text never does.
 *
 * <p>The flow: {@link io.tidegate.route.sql.PgGrammar} (PostgreSQL's own grammar) makes the parse
 * tree, {@code TreeAdapter} takes from it what is on the allow-list, {@code QueryResolver} binds
 * names and derives the lineage, {@link io.tidegate.route.sql.SqlPrinter} writes the statement. The
 * only package that knows the WebAssembly library.
 */
package io.tidegate.route.sql;
