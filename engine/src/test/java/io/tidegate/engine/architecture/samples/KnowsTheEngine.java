package io.tidegate.engine.architecture.samples;

import io.tidegate.engine.access.ApiKey;

/** Breaks the arrow of the module samples. */
record KnowsTheEngine(ApiKey key) {}
