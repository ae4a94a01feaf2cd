/**
 * National cryptography: bytes in, digests, authentication codes and password hashes out. The only
 * door to Bouncy Castle and {@code javax.crypto}; nothing here knows what the bytes mean.
 */
package io.tidegate.engine.crypto;
