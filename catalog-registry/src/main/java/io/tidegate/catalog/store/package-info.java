/**
 * Catalog snapshots in and out of PostgreSQL. Statements are written out here and nowhere else; the
 * tables are made by the migration of this module.
 */
package io.tidegate.catalog.store;
