package io.tidegate.engine.start;

import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.staff.Staff.Handed;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.DataFolder;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Hands the first logins over: one file for each, in the data folder and readable by its owner
 * only, so that each can be given to another person. Nothing of it is ever printed.
 */
final class FirstLogins {
  private static final Logger LOG = Logger.getLogger(FirstLogins.class);

  private final Staff staff;
  private final DataFolder folder;

  FirstLogins(Staff staff, DataFolder folder) {
    this.staff = staff;
    this.folder = folder;
  }

  /** Makes what is missing. */
  void prepare(List<Role> recover) {
    for (Role role : recover) {
      if (!role.separate()) {
        throw new StartRefusedException(
            "tidegate.staff.recover takes operator, administrator and auditor");
      }
    }
    for (Handed handed : staff.first(recover)) {
      Path file = folder.path().resolve("first-login-" + handed.account().login() + ".txt");
      folder.writePrivately(
          file, handed.account().login() + "\n" + handed.oneTimePassword() + "\n");
      LOG.warnf(
          "%s signs in as %s with the password in %s, which is good for %d days and for setting"
              + " another; give it to its person and delete it",
          handed.account().role(), handed.account().login(), file, Staff.ONE_TIME_LIFE.toDays());
    }
  }
}
