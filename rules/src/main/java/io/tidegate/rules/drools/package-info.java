/**
 * The only door to the rule engine. Decision tables go in; for each subject the conclusions that
 * rules drew come out, or the reason why nothing may be concluded.
 *
 * <p>Rule text is never trusted, not even the text generated here: its parsed description is held
 * against an allow-list, and what is built is that very description. The engine compiles
 * consequences to Java, so a text that was not checked could do anything.
 */
package io.tidegate.rules.drools;
