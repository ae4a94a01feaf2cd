/**
 * The demo: the cast of the sample stories with keys and logins of their own, kept in a file of the
 * data folder, and what is printed when everything runs. The store goes in, a file only its owner
 * can read comes out.
 */
package io.tidegate.engine.demo;
