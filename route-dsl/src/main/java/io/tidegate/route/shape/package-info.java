/**
 * What a step yields, known before anything runs: the type and the lineage of every value. The
 * steps of a route are functions from shapes to shapes; the certificate is read off the last one.
 */
package io.tidegate.route.shape;
