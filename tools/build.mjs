/** Builds everything: the TypeScript projects in dependency order, then the web page. Incremental: a second run is fast. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

function run(command, args, cwd = root) {
  const result = spawnSync(process.execPath, [join(root, 'node_modules', command), ...args], { cwd, stdio: 'inherit' });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

run('typescript/bin/tsc', ['-b', 'tsconfig.json', ...process.argv.slice(2)]);
if (existsSync(join(root, 'apps/web/index.html'))) run('vite/bin/vite.js', ['build', '--logLevel', 'warn'], join(root, 'apps/web'));
