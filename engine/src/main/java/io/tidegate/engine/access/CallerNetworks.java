package io.tidegate.engine.access;

import io.tidegate.engine.network.Networks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** From where an application may call. */
final class CallerNetworks {
  private CallerNetworks() {}

  /**
   * The networks; empty when it may call from anywhere.
   *
   * @throws IllegalArgumentException when one is not written like {@code 10.1.0.0/16}
   */
  static Optional<Networks> of(List<String> written) {
    return written.isEmpty() ? Optional.empty() : Optional.of(Networks.of(written));
  }

  /** Whether an address, in numbers, is among them; what is no address is in none. */
  static boolean permit(Optional<Networks> networks, String address) {
    if (networks.isEmpty()) {
      return true;
    }
    try {
      return networks.get().permit(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
