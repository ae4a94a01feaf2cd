/**
 * The platform database: where it runs (embedded or by URL), the pools to it and to the sources,
 * its migrations, and its tables as records in and out. The only door of the engine to the embedded
 * PostgreSQL, to Jdbi and to the connection pools.
 *
 * <p>Migrations of all modules form one sequence, {@code db/migration/platform/V<n>__<what>.sql}: a
 * new one takes the next free number, whichever module it lies in. A test holds the numbers unique
 * and without gaps.
 */
package io.tidegate.engine.store;
