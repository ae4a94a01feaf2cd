package io.tidegate.engine.cluster;

import com.hazelcast.config.Config;

/**
 * What a package keeps in the state the nodes share: its structures and their serializers. Every
 * bean of this kind is asked once, before the member starts. Structures whose loss or doubling
 * would decide wrongly name {@link ClusterMember#MAJORITY} as their split-brain protection.
 *
 * <p>Keys and values are texts, numbers, byte arrays, or have a serializer of their own; entry
 * processors are {@code IdentifiedDataSerializable} with a factory that is added here. What Java
 * itself would have to deserialise is refused at the other node.
 */
@FunctionalInterface
public interface ClusterPart {
  void configure(Config config);
}
