/**
 * What rules are told: a service and its fields, as immutable facts, and the closed vocabularies
 * that catalog, rule packs and decisions share. Catalog entries come in; nothing here decides.
 */
package io.tidegate.rules.fact;
