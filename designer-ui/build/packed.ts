import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const PACKABLE = /\.(js|css|svg|json)$/;

/**
 * Packs what was built once, so that the engine packs nothing while it serves: each file that becomes smaller is kept as `.gz` alone, and
 * `files.txt` names all of them. `index.html` stays as it is, for the engine writes into it.
 */
export function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle(options) {
      const folder = options.dir ?? 'dist';
      const names = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      const kept = names.map((name) => {
        if (!PACKABLE.test(name)) return name;
        writeFileSync(`${name}.gz`, gzipSync(readFileSync(name), { level: 9 }));
        rmSync(name);
        return `${name}.gz`;
      });
      const listed = kept.map((name) => relative(folder, name).split(sep).join('/')).sort();
      writeFileSync(join(folder, 'files.txt'), `${listed.join('\n')}\n`);
    },
  };
}
