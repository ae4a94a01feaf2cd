/**
 * The service document as written: every value with its place, nothing looked up yet. Made only by
 * the parser.
 */
package io.tidegate.route.definition;
