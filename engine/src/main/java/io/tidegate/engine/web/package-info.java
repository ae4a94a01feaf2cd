/**
 * The web application as browsers get it, under {@code /ui}. The files that {@code designer-ui}
 * built come in from the class path; pages under a policy that lets nothing else run go out. What
 * the application shows it asks of the documented APIs, so nothing here knows any data.
 */
package io.tidegate.engine.web;
