package io.tidegate.engine.admin;

import java.util.Locale;

/** What somebody acts as, by which it is decided what they may ask for. */
public sealed interface AccountRole permits AccountCheck.StaffRole, MemberRole, Stranger {
  String name();

  /** The word for it in answers. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
