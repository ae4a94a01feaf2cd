/**
 * The vocabulary of masks: a kind with typed parameters in, a pure function from a value to its
 * masked value out. The function needs a key only where it makes surrogates, and gets it from
 * outside as a keyed digest, so that there is no cryptography here. Whatever a mask does not
 * recognise it covers completely; it never throws over a value.
 */
package io.tidegate.rules.mask;
