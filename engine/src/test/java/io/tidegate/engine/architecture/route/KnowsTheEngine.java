package io.tidegate.engine.architecture.route;

import io.tidegate.engine.access.ApiKey;

/** Breaks the arrow of the module route. */
record KnowsTheEngine(ApiKey key) {}
