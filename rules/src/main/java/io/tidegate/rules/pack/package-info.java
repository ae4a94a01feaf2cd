/**
 * Rule packs as data: a folder of YAML decision tables in, an immutable {@link
 * io.tidegate.rules.pack.RulePack} with a fingerprint out, or every problem found with its place. A
 * pack can only speak of what the closed lists here hold; it has no code.
 */
package io.tidegate.rules.pack;
