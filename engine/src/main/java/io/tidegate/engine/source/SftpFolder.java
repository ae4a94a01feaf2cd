package io.tidegate.engine.source;

import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.engine.store.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.SftpVersionSelector;

/**
 * A folder of another machine, reached by SFTP. Connects only where the source may lie and only to
 * the host with the key that was configured, takes nothing from the settings of the machine's user,
 * and ends at the deadline whatever the other side does. After any failure it begins anew.
 */
final class SftpFolder implements DropFolder {
  private static final int PORT = 22;
  private static final Duration IDLE = Duration.ofSeconds(20);

  /** The version every server has. */
  private static final SftpVersionSelector VERSION = SftpVersionSelector.fixedVersionSelector(3);

  /** Carries what was found out on another thread. */
  private static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Kind kind;

    Refusal(Kind kind, String message) {
      super(message);
      this.kind = kind;
    }
  }

  /** What is done over a connection. */
  private interface Work<T> {
    T over(SftpClient sftp) throws IOException;
  }

  /** All that belongs to one connection, from before it is made. */
  private static final class Connection {
    private final SshClient client = SshClient.setUpDefaultClient();
    private volatile boolean otherHost;
    private volatile boolean over;
    private volatile SftpClient sftp;
    private volatile Instant used = Instant.now();

    boolean usable() {
      return !over && sftp != null && sftp.isOpen() && Instant.now().isBefore(used.plus(IDLE));
    }

    void hangUp() {
      over = true;
      client.close(true);
    }
  }

  private final String operation;
  private final SourcePlace place;
  private final SshKeys keys;
  private final NameResolver names;
  private final String path;
  private Connection connection = new Connection();

  /**
   * @param operation named in messages
   */
  SftpFolder(String operation, SourcePlace place, NameResolver names) {
    this.operation = operation;
    this.place = place;
    this.keys = place.ssh().orElseThrow();
    this.names = names;
    this.path = place.url().getPath().isEmpty() ? "/" : place.url().getPath();
  }

  @Override
  public List<DroppedFile> files(Predicate<String> wanted, Instant deadline) throws SourceFault {
    return within(deadline, sftp -> listed(sftp, path, wanted));
  }

  @Override
  public byte[] bytes(String name, int most, Instant deadline) throws SourceFault {
    String file = path.endsWith("/") ? path + name : path + "/" + name;
    return within(
        deadline,
        sftp -> {
          try (InputStream in = sftp.read(file)) {
            return in.readNBytes(most + 1);
          }
        });
  }

  private static List<DroppedFile> listed(SftpClient sftp, String path, Predicate<String> wanted)
      throws IOException {
    List<DroppedFile> files = new ArrayList<>();
    int seen = 0;
    for (SftpClient.DirEntry entry : sftp.readDir(path)) {
      SftpClient.Attributes attributes = entry.getAttributes();
      // a name with a path in it would lead out of the folder
      boolean plain = entry.getFilename().indexOf('/') < 0;
      if (plain && attributes.isRegularFile() && wanted.test(entry.getFilename())) {
        files.add(
            new DroppedFile(
                entry.getFilename(), attributes.getModifyTime().toInstant(), attributes.getSize()));
      }
      // the others are counted as well, for a hostile list may have no end
      if (++seen > 2 * MOST_FILES || files.size() > MOST_FILES) {
        throw new Refusal(Kind.TOO_LARGE, "has more than " + MOST_FILES + " files");
      }
    }
    return files;
  }

  private SftpClient connect(Connection begun, Instant deadline) throws IOException {
    SshClient client = begun.client;
    client.setServerKeyVerifier(
        (session, address, shown) -> {
          begun.otherHost = !keys.isOfHost(shown);
          return !begun.otherHost;
        });
    client.setSignatureFactories(keys.hostSignatures());
    // neither the files in the user's folder nor an agent has a say
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setAgentFactory(null);
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setUserAuthFactories(
        List.of(
            keys.own().isPresent()
                ? new UserAuthPublicKeyFactory(keys.ownSignatures())
                : UserAuthPasswordFactory.INSTANCE));
    client.start();
    ClientSession session = session(client, deadline);
    if (keys.own().isPresent()) {
      session.addPublicKeyIdentity(keys.own().get());
    } else {
      session.addPasswordIdentity(place.password().map(Secret::reveal).orElseThrow());
    }
    try {
      session.auth().verify(Duration.between(Instant.now(), deadline));
    } catch (IOException e) {
      if (begun.otherHost) {
        throw new Refusal(Kind.REFUSED, "shows another host key than the one that is configured");
      }
      if (session.isOpen() && Instant.now().isBefore(deadline)) {
        throw new Refusal(Kind.REFUSED, "does not let us in");
      }
      throw e;
    }
    return SftpClientFactory.instance().createSftpClient(session, VERSION);
  }

  /** The addresses that were checked are the ones that are connected to. */
  private ClientSession session(SshClient client, Instant deadline) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = new CheckedResolver(names, place.networks()).resolve(place.url().getHost());
    } catch (CheckedResolver.ForbiddenAddress e) {
      throw new Refusal(Kind.REFUSED, "has an address outside of the networks it may lie in");
    } catch (UnknownHostException e) {
      throw new Refusal(Kind.UNAVAILABLE, "has a host that is not known");
    }
    int port = place.url().getPort() < 0 ? PORT : place.url().getPort();
    IOException last = new IOException("no address");
    for (InetAddress address : addresses) {
      try {
        return client
            .connect(place.user().orElseThrow(), new InetSocketAddress(address, port))
            .verify(Duration.between(Instant.now(), deadline))
            .getSession();
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /**
   * The library waits in many places, with times of its own, so that the whole is watched from
   * outside. Its waiting would hold the carrier of a virtual thread.
   */
  private <T> T within(Instant deadline, Work<T> work) throws SourceFault {
    Duration left = Duration.between(Instant.now(), deadline);
    if (left.toMillis() <= 0) {
      throw timeout();
    }
    if (!connection.usable()) {
      connection.hangUp();
      connection = new Connection();
    }
    Connection current = connection;
    FutureTask<T> task = new FutureTask<>(() -> done(current, work, deadline));
    Thread.ofPlatform().daemon().name("source-" + operation).start(task);
    try {
      return task.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      current.hangUp();
      throw timeout();
    } catch (InterruptedException e) {
      current.hangUp();
      Thread.currentThread().interrupt();
      throw timeout();
    } catch (ExecutionException e) {
      current.hangUp();
      throw fault(e.getCause(), deadline);
    }
  }

  private <T> T done(Connection current, Work<T> work, Instant deadline) throws IOException {
    try {
      if (current.sftp == null) {
        current.sftp = connect(current, deadline);
      }
      T result = work.over(current.sftp);
      current.used = Instant.now();
      return result;
    } finally {
      if (current.over) {
        // given up while it was being made
        current.hangUp();
      }
    }
  }

  private SourceFault timeout() {
    return new SourceFault(Kind.TIMEOUT, operation + " did not answer before the deadline");
  }

  /** The library's own messages can quote what was sent, so none of them is passed on. */
  private SourceFault fault(Throwable cause, Instant deadline) {
    if (cause instanceof Refusal refusal) {
      return new SourceFault(refusal.kind, operation + " " + refusal.getMessage());
    }
    return Instant.now().isBefore(deadline)
        ? new SourceFault(
            Kind.UNAVAILABLE,
            operation + " cannot be reached by SFTP, broke off, or has no such folder")
        : timeout();
  }

  @Override
  public void close() {
    connection.hangUp();
  }
}
