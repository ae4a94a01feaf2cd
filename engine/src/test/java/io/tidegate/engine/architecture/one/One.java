package io.tidegate.engine.architecture.one;

import io.tidegate.engine.architecture.two.Two;

/** One half of a cycle. */
public record One(Two two) {}
