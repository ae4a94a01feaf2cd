package io.tidegate.engine.architecture.doors;

import picocli.CommandLine;

/** Enters a library beside its door. */
record UsesTheCommandLine(CommandLine used) {}
