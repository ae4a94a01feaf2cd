/** The contracts of services: kept in a registry, and asked before another revision is released. */
package io.tidegate.engine.contract;
