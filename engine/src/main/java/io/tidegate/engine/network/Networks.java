package io.tidegate.engine.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses a source may have. Without networks of its own a source may lie at public addresses
 * only; with networks it may lie in these and nowhere else.
 */
public final class Networks {
  /**
   * What of version 4, and of the part of version 6 that is handed out, is not the public internet:
   * the IANA special-purpose registries.
   */
  private static final List<Block> SPECIAL =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "224.0.0.0/3",
          // version 6 addresses that hold or reach version 4 ones: Teredo and its kin, 6to4
          "2001::/23",
          "2002::/16");

  /** Only public addresses. */
  public static final Networks PUBLIC = new Networks(List.of());

  private record Block(byte[] network, int bits) {
    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Block> own;

  private Networks(List<Block> own) {
    this.own = List.copyOf(own);
  }

  /**
   * Networks written like {@code 10.1.0.0/16} or {@code fd00::/8}; none means public addresses.
   *
   * @throws IllegalArgumentException when one is not written so
   */
  public static Networks of(List<String> written) {
    return new Networks(blocks(written.toArray(String[]::new)));
  }

  private static List<Block> blocks(String... written) {
    List<Block> blocks = new ArrayList<>();
    for (String text : written) {
      blocks.add(block(text.strip()));
    }
    return blocks;
  }

  private static Block block(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? "" : text.substring(0, slash);
    // without this a name would be looked up
    if (!address.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException("`" + text + "` is no network like 10.1.0.0/16");
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > bytes.length * 8) {
        throw new IllegalArgumentException("`" + text + "` has no such many bits");
      }
      return new Block(bytes, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("`" + text + "` is no network like 10.1.0.0/16", e);
    }
  }

  /** Whether a connection to this address may be made. */
  public boolean permit(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!own.isEmpty()) {
      return own.stream().anyMatch(block -> block.contains(bytes));
    }
    // of version 6 only 2000::/3 is handed out; loopback, local, mapped and translated lie outside
    boolean handedOut = address instanceof Inet4Address || (bytes[0] & 0xe0) == 0x20;
    return handedOut && SPECIAL.stream().noneMatch(block -> block.contains(bytes));
  }
}
