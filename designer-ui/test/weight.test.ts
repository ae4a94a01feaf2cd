import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Rolldown } from 'vite';
import { expect, it } from 'vitest';

const MOST_KB = 250;

/** What a browser fetches for the first page of the portal, in the language that has the longer texts. */
const FETCHED = ['src/portal/Portal.tsx', 'src/texts/zh-CN/shell.json', 'src/texts/zh-CN/portal.json', 'antd/locale/zh_CN.js'];

it(`the first page of the portal weighs at most ${MOST_KB} kB`, { timeout: 120_000 }, async () => {
  // packages have a heavier form for tests
  process.env.NODE_ENV = 'production';
  const root = join(import.meta.dirname, '..');
  const built = (await build({ root, logLevel: 'silent', build: { write: false } })) as Rolldown.RolldownOutput;
  const chunks = new Map(built.output.filter((one) => one.type === 'chunk').map((one) => [one.fileName, one]));
  const fetched = new Set<Rolldown.OutputChunk>();
  const fetch = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (chunk === undefined || fetched.has(chunk)) return;
    fetched.add(chunk);
    for (const name of chunk.imports) fetch(chunks.get(name));
  };
  for (const chunk of chunks.values()) if (chunk.isEntry) fetch(chunk);
  for (const name of FETCHED) {
    const chunk = [...chunks.values()].find((one) => one.facadeModuleId?.endsWith(name));
    expect([name, chunk !== undefined]).toEqual([name, true]);
    fetch(chunk);
  }
  const styles = [...fetched].flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
  const sheets = built.output.flatMap((one) => (one.type === 'asset' && styles.includes(one.fileName) ? [one.source] : []));
  const bytes = [...[...fetched].map((chunk) => chunk.code), ...sheets].reduce((sum, file) => sum + gzipSync(file).length, 0);
  const heaviest = [...fetched].map((chunk) => `${chunk.name} ${(gzipSync(chunk.code).length / 1000).toFixed(0)}`).join(', ');
  console.log(`the first page of the portal weighs ${(bytes / 1000).toFixed(0)} kB: ${heaviest}`);
  expect(bytes / 1000).toBeLessThan(MOST_KB);
});
