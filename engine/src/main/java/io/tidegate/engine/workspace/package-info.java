/**
 * Folders on disk in, a compiler and the services to compile out: what the command line and the
 * start of the engine share.
 */
package io.tidegate.engine.workspace;
