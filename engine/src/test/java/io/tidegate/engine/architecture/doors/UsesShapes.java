package io.tidegate.engine.architecture.doors;

import com.google.re2j.Pattern;

/** Enters a library beside its door. */
record UsesShapes(Pattern used) {}
