package io.tidegate.rules.mask;

/**
 * What a mask keeps of the business relations in the data it hides. Each is a promise of its own: a
 * mask may keep any of them or none.
 */
public enum Promise {
  /** P1: the same value gives the same surrogate wherever the key is the same, so joins work. */
  SAME_IN_SAME_OUT,
  /** P2: different values stay different. */
  ONE_TO_ONE,
  /** P3: length, alphabet and check digits stay valid. */
  FORMAT,
  /** P4: a leading part that means something (area, owner, heading) can still be grouped by. */
  PREFIX,
  /** P5: what was not greater does not become greater; of shifted dates, within one subject. */
  ORDER,
  /** P6: totals still add up. */
  ARITHMETIC,
  /** P7: fields of one record that agreed still agree. */
  CROSS_FIELD,
  /** P8: whoever is granted it can restore the value. */
  REVERSIBLE
}
