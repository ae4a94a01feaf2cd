// Builds the application for Maven: `node build/build.mjs OUTPUT`. It installs the packages and builds only when what they are made from is
// another than last time, for a build of the engine passes here again and again.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const output = process.argv[2];
if (!output) throw new Error('say where to: node build/build.mjs OUTPUT');

/** Of names and contents, in a fixed order. */
function digest(paths) {
  const hash = createHash('sha256');
  const files = paths.flatMap((path) =>
    path.endsWith('/')
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [path],
  );
  for (const file of files.sort()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function once(stamp, of, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === of) return;
  work();
  writeFileSync(stamp, of);
}

function npm(...words) {
  const done = spawnSync('npm', words, { stdio: 'inherit', env: { ...process.env, npm_config_update_notifier: 'false' } });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

const install = digest(['package.json', 'package-lock.json']);
// a folder of its own for each Node: what is installed may differ
once('node_modules/.tidegate', `${install} ${process.version}`, () => npm('ci', '--ignore-scripts', '--no-audit', '--no-fund'));

mkdirSync(output, { recursive: true });
const built = digest(['package-lock.json', 'tsconfig.json', 'vite.config.ts', 'index.html', 'src/', 'build/', 'public/', 'test/']);
once(join(output, '..', '.designer-ui'), built, () => npm('run', 'build', '--', '--outDir', output, '--emptyOutDir'));

// The font that agreements are printed in; the engine reads it from its class path and serves it to nobody.
const font = 'node_modules/@expo-google-fonts/noto-sans-sc';
const fonts = join(output, '..', 'tidegate-fonts');
mkdirSync(fonts, { recursive: true });
copyFileSync(join(font, '400Regular', 'NotoSansSC_400Regular.ttf'), join(fonts, 'NotoSansSC-Regular.ttf'));
copyFileSync(join(font, 'LICENSE_FONT'), join(fonts, 'LICENSE'));
