package io.tidegate.engine.architecture.doors;

import org.snakeyaml.engine.v2.api.LoadSettings;

/** Enters a library beside its door. */
record UsesYaml(LoadSettings used) {}
