package io.tidegate.engine.architecture.doors;

import org.kie.api.KieServices;

/** Enters a library beside its door. */
record UsesDrools(KieServices used) {}
