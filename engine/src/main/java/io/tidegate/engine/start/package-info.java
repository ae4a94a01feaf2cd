/**
 * Puts the engine together. Configuration in ({@code tidegate.*}, one typed mapping per area); a
 * running engine out, in a fixed order: database, migrations, samples, catalog, services, HTTP. The
 * other packages are plain Java and meet the container only here.
 */
package io.tidegate.engine.start;
