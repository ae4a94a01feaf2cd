package io.tidegate.engine.architecture.doors;

import org.bouncycastle.crypto.digests.SM3Digest;

/** Enters a library beside its door. */
record UsesCryptography(SM3Digest used) {}
