/**
 * The contracts of what was released, in an Apicurio Registry: the one door to it, and the server
 * that runs beside the engine where no other is named.
 */
package io.tidegate.catalog.registry;
