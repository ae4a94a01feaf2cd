/**
 * What leaves: results of steps, the guard that holds them against the certificate, and the encoder
 * that writes them as JSON.
 */
package io.tidegate.engine.answer;
