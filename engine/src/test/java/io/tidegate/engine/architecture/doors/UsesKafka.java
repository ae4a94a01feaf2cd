package io.tidegate.engine.architecture.doors;

import org.apache.kafka.clients.consumer.Consumer;

/** Enters a library beside its door. */
record UsesKafka(Consumer<byte[], byte[]> used) {}
