package io.tidegate.engine.source;

import io.tidegate.engine.network.Networks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names inside of the HTTP client, so that the addresses that were checked are the ones
 * that are connected to: a name that is resolved once to check and once more to connect may have
 * moved in between.
 */
final class CheckedResolver implements DnsResolver {
  /** An address the source may not have. A host of which one address is forbidden is forbidden. */
  static final class ForbiddenAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddress() {
      super("an address outside of the networks of the source");
    }
  }

  private final NameResolver names;
  private final Networks networks;

  CheckedResolver(NameResolver names, Networks networks) {
    this.names = names;
    this.networks = networks;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      if (!networks.permit(address)) {
        throw new ForbiddenAddress();
      }
    }
    return addresses;
  }

  /** Only asked for by Kerberos, which is not used; a name is never made of an address. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
