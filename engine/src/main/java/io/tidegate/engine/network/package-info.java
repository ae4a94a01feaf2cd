/** Blocks of addresses: an address in, whether it may be called, or may call, out. */
package io.tidegate.engine.network;
