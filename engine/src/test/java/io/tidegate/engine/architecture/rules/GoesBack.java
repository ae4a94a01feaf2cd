package io.tidegate.engine.architecture.rules;

import java.util.regex.Pattern;

/** Uses expressions that go back over a text where only linear ones may be. */
record GoesBack(Pattern used) {}
