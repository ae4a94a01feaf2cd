/**
 * Service documents before they are in force: texts of providers and acts of staff come in;
 * diagnostics, previews, drafts with their revisions, admission reports and changes of what is live
 * go out, each act with an audit entry.
 */
package io.tidegate.engine.draft;
