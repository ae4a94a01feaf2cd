package io.tidegate.engine.architecture.doors;

import org.dhatim.fastexcel.Worksheet;

/** Enters a library beside its door. */
record UsesWorkbooks(Worksheet used) {}
