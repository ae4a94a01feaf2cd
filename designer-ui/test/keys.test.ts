import { sm2 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import type { ProgramKey } from '../src/api/organisation';
import { KeyStore } from '../src/portal/keys/keyStore';
import type { Sealed, Shelf } from '../src/portal/keys/keyStore';
import { networksOf } from '../src/portal/model/networks';
import { canIssue } from '../src/portal/model/rotation';
import { newPair, pairOf, readPair, signedHeaders, signingText, signText } from '../src/portal/model/sm2';

// a key made by OpenSSL for these tests, and a signature it made
const PRIVATE = 'c32cba915a91ae9795bb09d7fe991398671f3006a9c21c28c98ab6c15e1d079f';
const PUBLIC = '04cd57ab9b2f73c25988b4db5cafd7c480f9efe87f24160087d59e303a29f55ee91456874f400577aa6a46d73588a5285e8e4f5ae153465a2d424581bf68a428c8';
const TEXT = '港 a';
const SIGNATURE =
  '30450221009c35af3e949d3f8c12dab96e1abb30203a9dda05a7f95e977350ce176db896fc02204b7f72ec21b4704d00c6ff7b24185f906eb2aeb290bb4855786c7b8fa733a438';
const PKCS8 = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgwyy6kVqRrpeVuwnX
/pkTmGcfMAapwhwoyYq2wV4dB5+hRANCAATNV6ubL3PCWYi021yv18SA+e/ofyQW
AIfVnjA6KfVe6RRWh09ABXeqakbXNYilKF6OT1rhU0ZaLUJFgb9opCjI
-----END PRIVATE KEY-----`;
const SEC1 = 'MHcCAQEEIMMsupFaka6XlbsJ1/6ZE5hnHzAGqcIcKMmKtsFeHQefoAoGCCqBHM9VAYItoUQDQgAEzVermy9zwlmItNtcr9fEgPnv6H8kFgCH1Z4wOin1XukUVodPQAV3qmpG1zWIpShejk9a4VNGWi1CRYG/aKQoyA==';
const OTHER_CURVE = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgtd3daaMpiHq9GK4tZupeC8bDMoivgpwkoplxD3wIip2hRANCAATRJX7OQSqTePBOn56Qq7DXX1soAvfkF0VQd6HZkEnxSV9eFxjrhzZRLjIkSakgWwas7+zb6b9UGwvNN5i5wqm+';

const verifies = (text: string, signature: string): boolean => sm2.doVerifySignature(new TextEncoder().encode(text), signature, PUBLIC, { der: true, hash: true });

describe('a key of SM2', () => {
  it('is read as people have it', () => {
    const pair = { privateKey: PRIVATE, publicKey: PUBLIC };
    expect(readPair(PRIVATE)).toEqual(pair);
    expect(readPair(`  ${PRIVATE.toUpperCase()}\n`)).toEqual(pair);
    expect(readPair(PKCS8)).toEqual(pair);
    expect(readPair(`-----BEGIN EC PRIVATE KEY-----${SEC1}-----END EC PRIVATE KEY-----`)).toEqual(pair);
  });

  it('is none when it is anything else', () => {
    expect(readPair('')).toBeUndefined();
    expect(readPair(PRIVATE.slice(1))).toBeUndefined();
    expect(pairOf('0'.repeat(64))).toBeUndefined();
    expect(pairOf('f'.repeat(64))).toBeUndefined();
    expect(readPair(`-----BEGIN PRIVATE KEY-----${OTHER_CURVE}-----END PRIVATE KEY-----`)).toBeUndefined();
    expect(readPair('-----BEGIN PRIVATE KEY-----MIGH-----END PRIVATE KEY-----')).toBeUndefined();
    expect(readPair('-----BEGIN PUBLIC KEY-----MIGH-----END PUBLIC KEY-----')).toBeUndefined();
  });

  it('that is made is one', () => {
    const made = newPair();
    expect(pairOf(made.privateKey)).toEqual(made);
    expect(newPair().privateKey).not.toBe(made.privateKey);
  });

  it('signs as OpenSSL does', () => {
    expect(verifies(TEXT, SIGNATURE)).toBe(true);
    const own = signText(TEXT, { privateKey: PRIVATE, publicKey: PUBLIC });
    expect(verifies(TEXT, own)).toBe(true);
    expect(verifies(`${TEXT} `, own)).toBe(false);
  });
});

describe('a signed call', () => {
  const call = {
    target: '/api/x/v1/%E6%B8%AF%20(1)/b?z=2&a=%2B08:00&a=*&empty=',
    host: 'example.test:8080',
    application: 'app-1',
    keyId: 'k1',
    nonce: 'n'.repeat(32),
    timestamp: 1_700_000_000_000,
  };

  it('is over the lines of the guide', () => {
    expect(signingText(call).text.split('\n')).toEqual([
      'TG1-SM2-SM3',
      'GET',
      '/api/x/v1/%E6%B8%AF%20%281%29/b',
      'a=%2A&a=%2B08%3A00&empty=&z=2',
      'host:example.test:8080',
      'x-tg-app-key:app-1',
      'x-tg-key-id:k1',
      `x-tg-nonce:${'n'.repeat(32)}`,
      'x-tg-timestamp:1700000000000',
      '',
      'host;x-tg-app-key;x-tg-key-id;x-tg-nonce;x-tg-timestamp',
      '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
    ]);
  });

  it('has its signature in base64, and no host, which the browser sends', () => {
    const headers = signedHeaders(call, { privateKey: PRIVATE, publicKey: PUBLIC });
    expect(headers.host).toBeUndefined();
    const der = Buffer.from(headers['x-tg-signature'] ?? '', 'base64').toString('hex');
    expect(verifies(signingText(call).text, der)).toBe(true);
  });
});

describe('the keys of a browser', () => {
  function shelf(): Shelf & { readonly lying: Map<string, Sealed> } {
    const lying = new Map<string, Sealed>();
    let seal: Promise<CryptoKey> | undefined;
    return {
      lying,
      all: async () => [...lying.values()],
      put: async (key) => void lying.set(key.keyId, key),
      remove: async (keyId) => void lying.delete(keyId),
      seal: (make) => (seal ??= make()),
    };
  }
  const key = { keyId: 'k1', application: 'app-1', privateKey: PRIVATE, publicKey: PUBLIC };

  it('are there after a reload, for their program', async () => {
    const drawer = shelf();
    await new KeyStore(drawer).keep(key);
    const after = new KeyStore(drawer);
    expect(await after.of('app-1')).toEqual([key]);
    expect(await after.of('app-2')).toEqual([]);
    await after.forget('k1');
    expect(await new KeyStore(drawer).of('app-1')).toEqual([]);
  });

  it('lie sealed, by what nobody can read', async () => {
    const drawer = shelf();
    await new KeyStore(drawer).keep(key);
    expect(Buffer.from(drawer.lying.get('k1')?.sealed ?? new ArrayBuffer(0)).toString('latin1')).not.toContain(PRIVATE);
    const seal = await drawer.seal(() => Promise.reject(new Error('there is one')));
    await expect(crypto.subtle.exportKey('raw', seal)).rejects.toThrow();
  });

  it('do not pass for those of another program', async () => {
    const drawer = shelf();
    await new KeyStore(drawer).keep(key);
    const lying = drawer.lying.get('k1');
    if (lying) drawer.lying.set('k1', { ...lying, application: 'app-2' });
    await expect(new KeyStore(drawer).of('app-2')).rejects.toThrow();
  });

  it('are held for the page only where they cannot be sealed', async () => {
    const store = new KeyStore(undefined);
    await store.keep(key);
    expect(store.lasting).toBe(false);
    expect(await store.of('app-1')).toEqual([key]);
    expect(await new KeyStore(undefined).of('app-1')).toEqual([]);
  });
});

describe('keys of a program', () => {
  const known = (kind: ProgramKey['kind'], state: ProgramKey['state'] = 'good'): ProgramKey => ({ id: kind + state, kind, state, ends_soon: false, created_at: '', expires_at: '', last_used_at: null });

  it('are two at once, those that sign together', () => {
    expect(canIssue([known('api_key'), known('sm2_sm3'), known('hmac_sm3')], 'api_key')).toBe(true);
    expect(canIssue([known('api_key'), known('sm2_sm3'), known('hmac_sm3')], 'hmac_sm3')).toBe(false);
    expect(canIssue([known('api_key'), known('api_key', 'revoked'), known('api_key', 'expired')], 'api_key')).toBe(true);
    expect(canIssue([known('api_key'), known('api_key')], 'api_key')).toBe(false);
  });

  it('are used from networks that are typed one by one', () => {
    expect(networksOf(' 10.1.0.0/16\n fd00::/8，10.2.0.0/16, ')).toEqual(['10.1.0.0/16', 'fd00::/8', '10.2.0.0/16']);
    expect(networksOf(' \n')).toEqual([]);
  });
});
