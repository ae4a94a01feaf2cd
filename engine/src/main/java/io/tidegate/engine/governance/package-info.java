/**
 * How rule packs come into force: imported, drafted, judged, approved by another and released, all
 * services or none. Acts of administrators come in; packs, drafts, impacts and new endpoints come
 * out, each with an audit entry.
 */
package io.tidegate.engine.governance;
