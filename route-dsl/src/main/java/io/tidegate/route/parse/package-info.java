/**
 * Service document text in, {@code ServiceDefinition} and diagnostics out. The accepted subset of
 * Camel's YAML is one table here.
 */
package io.tidegate.route.parse;
