// Signs a GET request by TG1-HMAC-SM3 and sends it. Needs Node 18 or later, nothing else.
//
//   TG1_APP=demo-principal TG1_KEY_ID=... TG1_SECRET=... node tg1.mjs http://127.0.0.1:8080 '/api/...?a=1'
import { createHash, createHmac, randomBytes } from 'node:crypto';

const ALGORITHM = 'TG1-HMAC-SM3';

const encoded = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The headers that make a GET of a target, path and query, a signed one. */
export function signedHeaders(base, target, application, keyId, secret) {
  const [path, query = ''] = target.split('?', 2);
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => [encoded(name), encoded(value)]);
  pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  const headers = {
    host: new URL(base).host,
    'x-tg-app-key': application,
    'x-tg-key-id': keyId,
    'x-tg-nonce': randomBytes(16).toString('hex'),
    'x-tg-timestamp': String(Date.now()),
  };
  const names = Object.keys(headers).sort();
  const text = [
    ALGORITHM,
    'GET',
    path
      .split('/')
      .map((segment) => encoded(decodeURIComponent(segment)))
      .join('/'),
    pairs.map((pair) => pair.join('=')).join('&'),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    createHash('sm3').digest('hex'),
  ].join('\n');
  const { host, ...sent } = headers;
  return {
    ...sent,
    'X-TG-Algorithm': ALGORITHM,
    'X-TG-Signed-Headers': names.join(';'),
    'X-TG-Signature': createHmac('sm3', secret).update(text).digest('base64'),
  };
}

const [base, target] = process.argv.slice(2);
const { TG1_APP, TG1_KEY_ID, TG1_SECRET } = process.env;
const answer = await fetch(base + target, {
  headers: signedHeaders(base, target, TG1_APP, TG1_KEY_ID, TG1_SECRET),
});
console.log(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
