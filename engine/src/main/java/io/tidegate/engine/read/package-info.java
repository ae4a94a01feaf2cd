/**
 * The governed read, the only door for data: a planned read and a call in, rows out that are
 * scoped, related to the caller and masked. What a later step sees is already governed.
 */
package io.tidegate.engine.read;
