package io.tidegate.engine.architecture.doors;

import com.github.benmanes.caffeine.cache.Cache;

/** Enters a library beside its door. */
record UsesACache(Cache<String, String> used) {}
