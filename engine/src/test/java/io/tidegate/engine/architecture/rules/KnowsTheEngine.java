package io.tidegate.engine.architecture.rules;

import io.tidegate.engine.access.ApiKey;

/** Breaks the arrow of the module rules. */
record KnowsTheEngine(ApiKey key) {}
