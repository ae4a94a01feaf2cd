package io.tidegate.engine.source;

import io.tidegate.engine.store.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The keys of a source that is reached by SFTP: the one its host has, which is known before the
 * first connection and never learnt from one, and ours, where it is entered with a key.
 */
public final class SshKeys {
  static {
    // otherwise the library adds a provider of cryptography to the whole process
    System.setProperty("org.apache.sshd.security.provider.BC.useNamed", "false");
  }

  /** From a type of key to the signatures made with it; none with SHA-1. */
  private static final Map<String, List<NamedFactory<Signature>>> SIGNATURES =
      Map.of(
          "ssh-ed25519", List.of(BuiltinSignatures.ed25519),
          "ecdsa-sha2-nistp256", List.of(BuiltinSignatures.nistp256),
          "ecdsa-sha2-nistp384", List.of(BuiltinSignatures.nistp384),
          "ecdsa-sha2-nistp521", List.of(BuiltinSignatures.nistp521),
          "ssh-rsa", List.of(BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256));

  private final PublicKey host;
  private final Optional<KeyPair> own;

  private SshKeys(PublicKey host, Optional<KeyPair> own) {
    this.host = host;
    this.own = own;
  }

  /**
   * Reads them.
   *
   * @param hostKey type and key in base64, as {@code ssh-keyscan} prints them behind the host
   * @param keyFile our private key, in the form of OpenSSH or PEM; absent when a password is used
   * @param passphrase of that file, if it has one
   * @throws IllegalArgumentException when one of them cannot be used, with what to do about it; no
   *     key is repeated
   */
  public static SshKeys of(String hostKey, Optional<Path> keyFile, Optional<Secret> passphrase) {
    Objects.requireNonNull(hostKey, "hostKey");
    return new SshKeys(host(hostKey.strip()), keyFile.map(file -> own(file, passphrase)));
  }

  private static PublicKey host(String written) {
    PublicKey key = null;
    try {
      PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(written);
      key = entry == null ? null : entry.resolvePublicKey(null, Map.of(), null);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // the message would repeat what was written
    }
    if (key == null || !SIGNATURES.containsKey(KeyUtils.getKeyType(key))) {
      throw new IllegalArgumentException(
          "its host-key is none of the types "
              + SIGNATURES.keySet().stream().sorted().toList()
              + " followed by the key, as ssh-keyscan prints it behind the host");
    }
    return key;
  }

  private static KeyPair own(Path file, Optional<Secret> passphrase) {
    FilePasswordProvider asked =
        passphrase.isPresent()
            ? FilePasswordProvider.of(passphrase.get().reveal())
            : FilePasswordProvider.EMPTY;
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> read =
          SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), in, asked);
      Iterator<KeyPair> pairs = read == null ? List.<KeyPair>of().iterator() : read.iterator();
      if (pairs.hasNext()) {
        KeyPair pair = pairs.next();
        if (SIGNATURES.containsKey(KeyUtils.getKeyType(pair))) {
          return pair;
        }
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // told below, without what is in the file
    }
    throw new IllegalArgumentException(
        "its key-file holds no private key that can be read and used; an encrypted one needs the"
            + " password");
  }

  /** Whether a host that shows this key is the one that was meant. */
  boolean isOfHost(PublicKey shown) {
    return KeyUtils.compareKeys(host, shown);
  }

  Optional<KeyPair> own() {
    return own;
  }

  /** What the host may sign with: a host with several keys has to show the one that is known. */
  List<NamedFactory<Signature>> hostSignatures() {
    return SIGNATURES.get(KeyUtils.getKeyType(host));
  }

  /** What is signed with our key. */
  List<NamedFactory<Signature>> ownSignatures() {
    return own.map(pair -> SIGNATURES.get(KeyUtils.getKeyType(pair))).orElse(List.of());
  }

  /** Tells that there are keys and nothing else. */
  @Override
  public String toString() {
    return "(ssh keys)";
  }
}
