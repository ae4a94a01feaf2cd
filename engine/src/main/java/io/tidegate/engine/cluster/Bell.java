package io.tidegate.engine.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Tells the other nodes to look whether something changed. Nothing hangs on it: who does not hear
 * it looks by itself a moment later.
 */
public final class Bell {
  private static final Logger LOG = Logger.getLogger(Bell.class);
  private static final String TOPIC = "bell";

  private final ClusterMember member;

  public Bell(ClusterMember member) {
    this.member = Objects.requireNonNull(member, "member");
  }

  /** Rings on all nodes, this one too. */
  public void ring() {
    try {
      member.instance().<String>getTopic(TOPIC).publish("");
    } catch (HazelcastException | HazelcastInstanceNotActiveException | ClusterException e) {
      // who is out of reach looks by itself
    }
  }

  /** Has something done whenever it rings; waits for the member. */
  public void heard(Runnable look) {
    try {
      member.instance().<String>getTopic(TOPIC).addMessageListener(message -> look.run());
    } catch (HazelcastException | HazelcastInstanceNotActiveException | ClusterException e) {
      LOG.warnf("this node does not hear the others and looks by itself: %s", e.getMessage());
    }
  }
}
