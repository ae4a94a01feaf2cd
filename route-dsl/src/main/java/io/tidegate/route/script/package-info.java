/**
 * Scripts: Groovy's syntax with a meaning of Tidegate's own. In comes the text of a script as a
 * value in a YAML file; out comes a tree of this package, the shape of what the script yields
 * (types and lineage), and, while a route runs, its value.
 *
 * <p>Groovy's own parser makes a syntax tree and does nothing else: nothing is compiled, resolved,
 * loaded or transformed. {@code GroovyReader} takes from that tree what is on the allow-list; the
 * rest of the package never sees Groovy. Whatever a script can do is in {@link
 * io.tidegate.route.script.ScriptReference}; each construct has a rule for its type, for its
 * lineage and for its value.
 *
 * <p>What is computed from nothing (null) is nothing; a comparison by order with nothing is false.
 * The only package that knows Groovy.
 */
package io.tidegate.route.script;
