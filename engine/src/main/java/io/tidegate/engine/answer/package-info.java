/**
 * What leaves: results of steps, the guard that holds them against the certificate, the encoder
 * that writes them as JSON, and the other forms, which are made from that JSON.
 */
package io.tidegate.engine.answer;
