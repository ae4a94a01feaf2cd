/** What somebody would write by hand: Quarkus REST, JDBC, no governance. */
package io.tidegate.bench.quarkus;
