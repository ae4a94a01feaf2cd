package io.tidegate.engine.architecture.two;

import io.tidegate.engine.architecture.one.One;

/** The other half of a cycle. */
public record Two(One one) {}
