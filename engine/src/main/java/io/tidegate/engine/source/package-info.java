/**
 * Sources that are no database: an operation of the catalog and the values it is asked with in,
 * flat typed records out, or a {@link io.tidegate.engine.source.SourceFault} that never quotes what
 * the source said. Nothing here decides who may see what; that is the governed read's.
 */
package io.tidegate.engine.source;
