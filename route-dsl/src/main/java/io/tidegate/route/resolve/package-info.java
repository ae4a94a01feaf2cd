/**
 * A service definition and a catalog snapshot in, a {@code ResolvedService} out: every name found,
 * every value typed and traced to the columns it comes from.
 */
package io.tidegate.route.resolve;
