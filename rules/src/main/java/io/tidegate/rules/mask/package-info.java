/**
 * The vocabulary of masks: a kind with typed parameters in, a pure function from a value to its
 * masked value out; some look at a second value of the same record. The function needs a key only
 * where it makes stand-ins, and gets it from outside as a keyed digest and a keyed permutation, so
 * that there is no cryptography here. Whatever a mask does not recognise it covers completely; it
 * never throws over a value.
 */
package io.tidegate.rules.mask;
