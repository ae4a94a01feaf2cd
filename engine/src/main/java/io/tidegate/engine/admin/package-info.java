/**
 * What staff see of the running node and do to its rules, under {@code /admin/v1}. Requests with a
 * user name and a password come in; the services that are live with their certificates, rule packs,
 * drafts, impacts and audit entries go out.
 */
package io.tidegate.engine.admin;
