package io.tidegate.engine.architecture.doors;

import org.apache.sshd.client.SshClient;

/** Enters a library beside its door. */
record UsesSsh(SshClient used) {}
