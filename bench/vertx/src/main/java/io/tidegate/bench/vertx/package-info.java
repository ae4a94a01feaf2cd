/** The limit: bare Vert.x, the reactive client of PostgreSQL, and nothing else. */
package io.tidegate.bench.vertx;
