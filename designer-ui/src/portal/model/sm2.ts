import { sm2, sm3 } from 'sm-crypto-v2';

/** A key pair of SM2, in hexadecimal: 32 bytes, and an uncompressed point of 65. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Both sides sign by this user id of SM2. */
const USER_ID = '1234567812345678';

const ORDER = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');

export const newPair = (): KeyPair => sm2.generateKeyPairHex();

/** The pair of a private key; absent when that is none. */
export function pairOf(privateKey: string): KeyPair | undefined {
  if (!/^[0-9a-f]{64}$/.test(privateKey)) return undefined;
  const number = BigInt(`0x${privateKey}`);
  return number > 0n && number < ORDER - 1n ? { privateKey, publicKey: sm2.getPublicKeyFromPrivateKey(privateKey) } : undefined;
}

/**
 * Reads a private key as people have it: 64 hexadecimal digits, or a PEM file that is not encrypted, of PKCS#8 (RFC 5208) or SEC 1.
 *
 * @returns absent when it is none
 */
export function readPair(text: string): KeyPair | undefined {
  const stripped = text.trim();
  const pem = /-----BEGIN (?:EC |SM2 )?PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END (?:EC |SM2 )?PRIVATE KEY-----/.exec(stripped);
  if (pem?.[1] === undefined) return pairOf(stripped.toLowerCase());
  try {
    const der = bytesOf(pem[1]);
    const key = hex(der).includes(CURVE) ? innermostKey(der) : undefined;
    return key === undefined ? undefined : pairOf(key);
  } catch {
    return undefined;
  }
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64.replace(/\s/g, '')), (char) => char.charCodeAt(0));

/** The name of SM2's curve, 1.2.156.10197.1.301: a key of another curve has as many bytes. */
const CURVE = '06082a811ccf5501822d';

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const INTEGER = 0x02;

/** An ECPrivateKey is a sequence of 1 and 32 bytes; PKCS#8 has one as the bytes in a sequence of 0, an algorithm, and bytes. */
function innermostKey(der: Uint8Array): string | undefined {
  const outer = partsOf(der)[0];
  if (outer?.tag !== SEQUENCE) return undefined;
  const parts = partsOf(outer.content);
  if (parts[0]?.tag !== INTEGER) return undefined;
  if (parts[0].content[0] === 0) {
    const inner = parts.find((part) => part.tag === OCTETS);
    return inner && innermostKey(inner.content);
  }
  return parts[1]?.tag === OCTETS && parts[1].content.length === 32 ? hex(parts[1].content) : undefined;
}

function partsOf(der: Uint8Array): { tag: number; content: Uint8Array }[] {
  const parts = [];
  for (let at = 0; at < der.length; ) {
    const tag = der[at++] ?? 0;
    let length = der[at++] ?? 0;
    if (length > 0x7f) {
      let wide = 0;
      for (let more = length & 0x7f; more > 0; more--) wide = wide * 256 + (der[at++] ?? 0);
      length = wide;
    }
    parts.push({ tag, content: der.subarray(at, at + length) });
    at += length;
  }
  return parts;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Signs the UTF-8 bytes of a text by SM2 over SM3; in DER, in hexadecimal. */
export const signText = (text: string, pair: KeyPair): string =>
  sm2.doSignature(new TextEncoder().encode(text), pair.privateKey, { hash: true, der: true, publicKey: pair.publicKey, userId: USER_ID });

/** What a signed call is made of. */
export interface Call {
  /** Path and query, as they are sent. */
  readonly target: string;
  /** Name and port the request goes to. */
  readonly host: string;
  readonly application: string;
  readonly keyId: string;
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** RFC 3986, 2.1 and 2.3: the browser's own leaves five more characters as they are. */
const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The text a `GET` is signed over, and the names of the headers in it. See "Signed calls" in the guide for consumers. */
export function signingText(call: Call): { readonly text: string; readonly names: string; readonly headers: Readonly<Record<string, string>> } {
  const [path = '', query = ''] = call.target.split('?', 2);
  const headers: Record<string, string> = {
    host: call.host,
    'x-tg-app-key': call.application,
    'x-tg-key-id': call.keyId,
    'x-tg-nonce': call.nonce,
    'x-tg-timestamp': String(call.timestamp),
  };
  const names = Object.keys(headers).sort();
  const text = [
    ALGORITHM,
    'GET',
    path
      .split('/')
      .map((segment) => encoded(decodeURIComponent(segment)))
      .join('/'),
    [...new URLSearchParams(query)]
      .map(([name, value]) => [encoded(name), encoded(value)] as const)
      .sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]))
      .map((pair) => pair.join('='))
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sm3(new Uint8Array()),
  ].join('\n');
  return { text, names: names.join(';'), headers };
}

const ALGORITHM = 'TG1-SM2-SM3';

/** The headers that make a `GET` a signed one. The browser sends `host` by itself. */
export function signedHeaders(call: Call, pair: KeyPair): Record<string, string> {
  const { text, names, headers } = signingText(call);
  const { host: _, ...sent } = headers;
  const der = signText(text, pair);
  return {
    ...sent,
    'x-tg-algorithm': ALGORITHM,
    'x-tg-signed-headers': names,
    'x-tg-signature': btoa((der.match(/../g) ?? []).map((pairOfDigits) => String.fromCharCode(parseInt(pairOfDigits, 16))).join('')),
  };
}
