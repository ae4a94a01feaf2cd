package io.tidegate.engine.architecture.doors;

import com.dylibso.chicory.runtime.Instance;

/** Enters a library beside its door. */
record UsesTheGrammar(Instance used) {}
