/**
 * Identifiers used in trade: a text goes in, whether it can be one comes out, and the check digit
 * it should have. Nothing here looks anything up; a valid identifier need not belong to anyone.
 *
 * <p>Each type can also make identifiers in a range that cannot belong to anyone, for samples: the
 * check digits are right, so that validators are exercised, and nobody real can be hit.
 */
package io.tidegate.route.identifier;
