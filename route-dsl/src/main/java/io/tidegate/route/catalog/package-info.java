/**
 * What the compiler sees of the catalog: sources, resources and their fields, as an immutable
 * snapshot. Services are resolved against it; nothing here reaches a network.
 */
package io.tidegate.route.catalog;
