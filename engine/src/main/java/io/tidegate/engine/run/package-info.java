/**
 * A route while it runs: its state between two steps, and what the steps do to it. Pure functions
 * over governed values; nothing here knows Camel, HTTP or a source. Texts are read by the parsers
 * that read what sources send.
 */
package io.tidegate.engine.run;
