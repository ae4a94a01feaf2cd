/**
 * Signed calls by the scheme {@code TG1}: the parts of a request in, the text that is signed out.
 * Knows neither how requests are served nor whose keys there are.
 */
package io.tidegate.engine.signature;
