package io.tidegate.engine.architecture.catalog;

import io.tidegate.engine.access.ApiKey;

/** Breaks the arrow of the module catalog. */
record KnowsTheEngine(ApiKey key) {}
