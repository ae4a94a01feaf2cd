package io.tidegate.engine.architecture.doors;

import org.apache.camel.CamelContext;

/** Enters a library beside its door. */
record UsesCamel(CamelContext used) {}
