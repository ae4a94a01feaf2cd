package io.tidegate.engine.architecture.doors;

import com.hazelcast.core.HazelcastInstance;
import java.io.ObjectInputStream;

/** Enters a library beside its door, and reads what Java has serialised. */
record UsesTheCluster(HazelcastInstance used, ObjectInputStream reads) {}
