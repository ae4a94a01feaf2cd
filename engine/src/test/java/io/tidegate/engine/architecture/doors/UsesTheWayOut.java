package io.tidegate.engine.architecture.doors;

import org.apache.hc.client5.http.classic.HttpClient;

/** Enters a library beside its door. */
record UsesTheWayOut(HttpClient used) {}
