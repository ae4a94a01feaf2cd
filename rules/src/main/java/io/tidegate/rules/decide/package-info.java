/**
 * Facts and a rule pack in, decisions out: labels, openness, masks per relation, influences. Every
 * decision names the rules that made it. What no rule decides is decided against the caller, what
 * cannot be decided refuses the service. Stages run one after another (classify, open, mask,
 * influence), each on facts that cannot change; the strictest decision wins whatever the order.
 */
package io.tidegate.rules.decide;
