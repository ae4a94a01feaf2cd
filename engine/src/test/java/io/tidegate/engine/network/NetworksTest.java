package io.tidegate.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.255",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotPublicIsRefused(String address) throws UnknownHostException {
    // the platform turns a mapped address into a version 4 one, so that one may be public
    boolean mappedPublic = address.equals("::ffff:8.8.8.8");
    assertThat(Networks.PUBLIC.permit(InetAddress.getByName(address))).isEqualTo(mappedPublic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.169.0.1",
        "223.255.255.255",
        "2400:3200::1",
        "2a00::1"
      })
  void whatIsPublicIsPermitted(String address) throws UnknownHostException {
    assertThat(Networks.PUBLIC.permit(InetAddress.getByName(address))).isTrue();
  }

  /** A source with networks of its own has left the others. */
  @Test
  void ownNetworksArePermittedAndNothingElseIs() throws UnknownHostException {
    Networks own = Networks.of(List.of("10.1.0.0/16", "fd00:1::/32"));
    assertThat(own.permit(InetAddress.getByName("10.1.255.1"))).isTrue();
    assertThat(own.permit(InetAddress.getByName("fd00:1::9"))).isTrue();
    assertThat(own.permit(InetAddress.getByName("10.2.0.1"))).isFalse();
    assertThat(own.permit(InetAddress.getByName("8.8.8.8"))).isFalse();
    assertThat(own.permit(InetAddress.getByName("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost/8",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "/8",
        "",
        "dead.beef/8"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> Networks.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
