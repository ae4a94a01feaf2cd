import type { KeyPair } from '../model/sm2';

/** A key of a program that this browser holds. Its private part is sent nowhere. */
export interface HeldKey extends KeyPair {
  /** As the platform names it. */
  readonly keyId: string;
  readonly application: string;
}

/** What is put away: the private part is sealed. */
export interface Sealed {
  readonly keyId: string;
  readonly application: string;
  readonly publicKey: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** Where keys lie, and what they are sealed by. */
export interface Shelf {
  all(): Promise<readonly Sealed[]>;
  put(key: Sealed): Promise<void>;
  remove(keyId: string): Promise<void>;
  /** The same one each time; made by `make` the first time. */
  seal(make: () => Promise<CryptoKey>): Promise<CryptoKey>;
}

/**
 * The keys of this browser. They lie sealed by a key that the browser lets nobody read, so that a copy of its files is of no use elsewhere. Without
 * TLS browsers have no such keys: then they are held until the page is left, and no longer.
 */
export class KeyStore {
  private readonly held = new Map<string, HeldKey>();
  private readonly shelf: Shelf | undefined;

  /** @param shelf absent where nothing can be put away */
  constructor(shelf: Shelf | undefined) {
    this.shelf = shelf;
  }

  /** Whether keys are still there after a reload. */
  get lasting(): boolean {
    return this.shelf !== undefined;
  }

  async of(application: string): Promise<readonly HeldKey[]> {
    if (this.shelf !== undefined) {
      for (const lying of await this.shelf.all()) {
        if (lying.application === application && !this.held.has(lying.keyId)) this.held.set(lying.keyId, await this.opened(this.shelf, lying));
      }
    }
    return [...this.held.values()].filter((key) => key.application === application);
  }

  async keep(key: HeldKey): Promise<void> {
    if (this.shelf !== undefined) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(sealing(key, iv), await this.sealKey(this.shelf), new TextEncoder().encode(key.privateKey));
      await this.shelf.put({ keyId: key.keyId, application: key.application, publicKey: key.publicKey, iv, sealed });
    }
    this.held.set(key.keyId, key);
  }

  async forget(keyId: string): Promise<void> {
    await this.shelf?.remove(keyId);
    this.held.delete(keyId);
  }

  private async opened(shelf: Shelf, lying: Sealed): Promise<HeldKey> {
    const opened = await crypto.subtle.decrypt(sealing(lying, lying.iv), await this.sealKey(shelf), lying.sealed);
    return { keyId: lying.keyId, application: lying.application, publicKey: lying.publicKey, privateKey: new TextDecoder().decode(opened) };
  }

  private sealKey(shelf: Shelf): Promise<CryptoKey> {
    return shelf.seal(() => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']));
  }
}

/** Whose key it is goes under the seal, so that none passes for another. */
const sealing = (key: { keyId: string; application: string; publicKey: string }, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(`${key.keyId} ${key.application} ${key.publicKey}`),
});
