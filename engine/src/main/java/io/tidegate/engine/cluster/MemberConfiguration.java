package io.tidegate.engine.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a member is told: to find the others by the list and nothing else, to listen to members
 * only, to tell nobody, to deserialise nothing it does not know, and to see soon that one is gone.
 */
final class MemberConfiguration {
  /** Seconds without a sign of life after which a member counts as gone. */
  private static final int SILENCE = 4;

  private static final Map<String, String> PROPERTIES = properties();

  private MemberConfiguration() {}

  private static Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("hazelcast.phone.home.enabled", "false");
    // the JBoss log manager stands behind Java's own logging
    properties.put("hazelcast.logging.type", "jdk");
    properties.put("hazelcast.shutdownhook.enabled", "false");
    properties.put("hazelcast.graceful.shutdown.max.wait", "10");
    properties.put("hazelcast.socket.bind.any", "false");
    properties.put("hazelcast.wait.seconds.before.join", "0");
    properties.put("hazelcast.heartbeat.interval.seconds", "1");
    properties.put("hazelcast.max.no.heartbeat.seconds", Integer.toString(SILENCE));
    properties.put("hazelcast.master.confirmation.interval.seconds", "1");
    // nodes that started at once, or were cut off, find each other again soon
    properties.put("hazelcast.merge.first.run.delay.seconds", "3");
    properties.put("hazelcast.merge.next.run.delay.seconds", "3");
    properties.put("hazelcast.operation.call.timeout.millis", "5000");
    properties.put("hazelcast.operation.backup.timeout.millis", "1500");
    // what has no backup in time is told as not known, never as done
    properties.put("hazelcast.operation.fail.on.indeterminate.state", "true");
    properties.put("hazelcast.io.input.thread.count", "1");
    properties.put("hazelcast.io.output.thread.count", "1");
    properties.put("hazelcast.event.thread.count", "1");
    return properties;
  }

  static Config of(ClusterSettings settings) {
    Config config = new Config();
    PROPERTIES.forEach(config::setProperty);
    config.setClusterName(settings.name());
    config.setClassLoader(MemberConfiguration.class.getClassLoader());
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    network(config.getAdvancedNetworkConfig(), settings);
    config
        .getSerializationConfig()
        .setAllowUnsafe(false)
        .setJavaSerializationFilterConfig(filter());
    config.addSplitBrainProtectionConfig(majority(settings.majority()));
    return config;
  }

  /** With an endpoint for members only, neither clients nor HTTP nor memcache are spoken. */
  private static void network(AdvancedNetworkConfig network, ClusterSettings settings) {
    network.setEnabled(true);
    ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
    endpoint.setPort(settings.port());
    endpoint.setPortAutoIncrement(false);
    endpoint.setReuseAddress(true);
    endpoint.getInterfaces().setEnabled(true).addInterface(settings.host());
    network.setMemberEndpointConfig(endpoint);
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(!settings.members().isEmpty());
    join.getTcpIpConfig().setConnectionTimeoutSeconds(2);
    settings.members().forEach(join.getTcpIpConfig()::addMember);
  }

  /** The faults that members tell each other, and what they consist of. */
  private static JavaSerializationFilterConfig filter() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPackages(
            "java.lang",
            "java.util",
            "java.util.concurrent",
            "com.hazelcast.core",
            "com.hazelcast.partition",
            "com.hazelcast.spi.exception",
            "com.hazelcast.splitbrainprotection")
        .addPrefixes("[");
    return filter;
  }

  private static SplitBrainProtectionConfig majority(int least) {
    SplitBrainProtectionConfig protection =
        // a node that is alone by its configuration is a majority at once
        new SplitBrainProtectionConfig(ClusterMember.MAJORITY, least > 1);
    protection.setProtectOn(SplitBrainProtectionOn.READ_WRITE);
    protection.setFunctionImplementation(members -> members.size() >= least);
    return protection;
  }
}
