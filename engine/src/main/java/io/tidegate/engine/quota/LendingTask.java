package io.tidegate.engine.quota;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Requests on their way to the node that lends, and what is done with them there. */
final class LendingTask
    implements Callable<byte[]>, IdentifiedDataSerializable, HazelcastInstanceAware {
  static final int FACTORY = 5_026;

  private byte[] requests = new byte[0];
  private HazelcastInstance here;

  LendingTask() {}

  LendingTask(byte[] requests) {
    this.requests = requests;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    here = instance;
  }

  @Override
  public byte[] call() {
    return ClusterLenders.lend(here, requests);
  }

  @Override
  public int getFactoryId() {
    return FACTORY;
  }

  @Override
  public int getClassId() {
    return 1;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeByteArray(requests);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    requests = in.readByteArray();
  }
}
