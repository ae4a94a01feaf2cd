/**
 * What is told to authors: code, place, help. Every phase returns its value together with these.
 */
package io.tidegate.route.diagnostic;
