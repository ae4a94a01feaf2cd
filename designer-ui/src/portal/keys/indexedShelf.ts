import type { Sealed, Shelf } from './keyStore';

const KEYS = 'sm2';
const SEALS = 'seals';
const SEAL = 'seal';

/** Keys in the database of the browser; absent where there is none, or no sealing (it takes TLS or this machine). */
export function indexedShelf(): Shelf | undefined {
  if (globalThis.indexedDB === undefined || globalThis.crypto.subtle === undefined) return undefined;
  const opened = new Promise<IDBDatabase>((resolve, reject) => {
    const open = indexedDB.open('tidegate', 1);
    open.onupgradeneeded = () => {
      open.result.createObjectStore(KEYS, { keyPath: 'keyId' });
      open.result.createObjectStore(SEALS);
    };
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(open.error ?? new Error('the database of the browser does not open'));
  });
  const within = async <T>(store: string, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const request = act((await opened).transaction(store, mode).objectStore(store));
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('the database of the browser did not answer'));
    });
  };
  return {
    all: () => within<Sealed[]>(KEYS, 'readonly', (store) => store.getAll()),
    put: async (key) => void (await within(KEYS, 'readwrite', (store) => store.put(key))),
    remove: async (keyId) => void (await within(KEYS, 'readwrite', (store) => store.delete(keyId))),
    async seal(make) {
      const lies = (): Promise<CryptoKey | undefined> => within<CryptoKey | undefined>(SEALS, 'readonly', (store) => store.get(SEAL));
      const there = await lies();
      if (there !== undefined) return there;
      // another page may be at the same: the first one counts
      const made = await make();
      await within(SEALS, 'readwrite', (store) => store.add(made, SEAL)).catch(() => undefined);
      return (await lies()) ?? made;
    },
  };
}
