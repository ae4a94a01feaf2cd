/**
 * The command line: words in, an exit code and plain text out (0 well, 1 refused or failed, 2 used
 * wrongly). One class per command; only {@code start} and {@code demo} boot the engine.
 */
package io.tidegate.engine.cli;
