package io.tidegate.samples.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * A folder behind SFTP, on a free port of loopback, with a host key of its own. Of the faults it
 * knows those of a connection: {@link Fault#UNAVAILABLE}, {@link Fault#TIMEOUT} and {@link
 * Fault#TRUNCATED}; asked for another it answers well.
 */
public final class SftpSimulator implements AutoCloseable {
  static {
    // otherwise the library adds a provider of cryptography to the whole process
    System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
  }

  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** Who is let in. A key is one as it stands in {@code authorized_keys}. */
  public record Login(String user, String password, Optional<String> key) {
    public Login {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      Objects.requireNonNull(key, "key");
    }

    @Override
    public String toString() {
      return "login of " + user;
    }
  }

  private final SshServer server = SshServer.setUpDefaultServer();
  private final String hostKey;
  private final AtomicInteger passwordsSeen = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private Optional<Fault> fault = Optional.empty();
  private int faultsLeft;

  private SftpSimulator(Path folder, Login login) throws IOException {
    KeyPair pair = pair();
    hostKey = PublicKeyEntry.toString(pair.getPublic());
    server.setHost("127.0.0.1");
    // the others take their time when they are used first
    server.setKeyExchangeFactories(
        server.getKeyExchangeFactories().stream()
            .filter(kex -> kex.getName().startsWith("ecdh-sha2-nistp256"))
            .toList());
    server.setKeyPairProvider(KeyPairProvider.wrap(pair));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.setUserAuthFactories(
        List.of(UserAuthPasswordFactory.INSTANCE, UserAuthPublicKeyFactory.INSTANCE));
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          passwordsSeen.incrementAndGet();
          return user.equals(login.user()) && password.equals(login.password());
        });
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            user.equals(login.user())
                && login.key().filter(PublicKeyEntry.toString(key)::equals).isPresent());
    SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
    sftp.addSftpEventListener(new Failing());
    server.setSubsystemFactories(List.of(sftp));
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            connections.incrementAndGet();
          }
        });
    server.start();
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has elliptic curves", e);
    }
  }

  /** Serves a folder to whoever logs in so. */
  public static SftpSimulator start(Path folder, Login login) {
    try {
      return new SftpSimulator(folder, login);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the folder is. */
  public URI url() {
    return URI.create("sftp://127.0.0.1:" + server.getPort() + "/");
  }

  /** The key of the host, as {@code ssh-keyscan} prints it behind the host. */
  public String hostKey() {
    return hostKey;
  }

  /** Connections that were made so far, let in or not. */
  public int connections() {
    return connections.get();
  }

  /** How often a password was shown so far, right or wrong. */
  public int passwordsSeen() {
    return passwordsSeen.get();
  }

  /** Makes the next so many looks or reads fail. */
  public synchronized void fail(Fault next, int times) {
    fault = Optional.of(next);
    faultsLeft = times;
  }

  /** Ends all failing. */
  public synchronized void recover() {
    fault = Optional.empty();
    faultsLeft = 0;
  }

  private synchronized Optional<Fault> nextFault(boolean reading) {
    // what is cut off in the middle is a file
    if (faultsLeft <= 0 || !reading && fault.filter(Fault.TRUNCATED::equals).isPresent()) {
      return Optional.empty();
    }
    faultsLeft--;
    return fault;
  }

  private final class Failing implements SftpEventListener {
    @Override
    public void opening(ServerSession session, String remoteHandle, Handle handle)
        throws IOException {
      if (!(handle instanceof FileHandle)) {
        failed(session, nextFault(false));
      }
    }

    @Override
    public void reading(
        ServerSession session,
        String remoteHandle,
        FileHandle handle,
        long offset,
        byte[] data,
        int dataOffset,
        int dataLength)
        throws IOException {
      // half of it has been sent by then
      failed(session, offset > 0 || !isTruncating() ? nextFault(true) : Optional.empty());
    }

    private void failed(ServerSession session, Optional<Fault> next) throws IOException {
      switch (next.orElse(null)) {
        case UNAVAILABLE -> throw new IOException("not now");
        case TIMEOUT -> {
          try {
            Thread.sleep(SILENCE);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        case TRUNCATED -> session.close(true);
        case null, default -> {}
      }
    }
  }

  private synchronized boolean isTruncating() {
    return faultsLeft > 0 && fault.filter(Fault.TRUNCATED::equals).isPresent();
  }

  @Override
  public void close() {
    server.close(true);
  }
}
