package io.tidegate.engine.architecture.doors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Enters a library beside its door. */
record UsesTheEmbeddedDatabase(EmbeddedPostgres used) {}
