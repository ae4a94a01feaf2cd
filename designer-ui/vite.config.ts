import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { packed } from './build/packed.ts';

/** The engine a page under development asks: its address, as `./tidegate demo` printed it. */
const engine = process.env.TIDEGATE_URL ?? 'http://127.0.0.1:8080';
const asked = ['/session', '/admin', '/portal', '/api', '/docs'];

/** Ours for a module of Ant Design's; it says why. */
const instead = (theirs: string, ours: string) => ({ find: new RegExp(`^.*/${theirs}$`), replacement: fileURLToPath(new URL(`src/parts/${ours}`, import.meta.url)) });

export default defineConfig({
  base: '/ui/',
  // the engine puts a new one into each page it sends
  html: { cspNonce: '{nonce}' },
  resolve: { alias: [instead('getScrollBarSize', 'scrollBarSize.ts'), instead('useScrollLocker', 'scrollLock.ts')] },
  plugins: [react(), packed()],
  build: { target: 'es2022', chunkSizeWarningLimit: 700, sourcemap: false, modulePreload: { polyfill: false } },
  server: { proxy: Object.fromEntries(asked.map((path) => [path, { target: engine }])) },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    reporters: ['./build/counted.ts'],
  },
});
