package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.tidegate.engine.store.AccountStore.Role;
import java.util.List;
import java.util.Optional;

/** Accounts of staff at the start. */
@ConfigMapping(prefix = "tidegate.staff")
public interface StaffConfig {
  /** Roles whose administrator is locked out: operator, administrator, auditor. */
  Optional<List<Role>> recover();
}
