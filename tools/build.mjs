/**
 * Builds everything: the TypeScript projects in dependency order, then the web page and what `lettrage statement read`
 * loads. Incremental: a second run is fast.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt, noteBuilt, root, sourcesFingerprint } from './freshness.mjs';

function run(command, args, cwd = root) {
  const result = spawnSync(process.execPath, [join(root, 'node_modules', command), ...args], { cwd, stdio: 'inherit' });
  return result.status ?? 1;
}

/** Builds all packages; arguments go to the compiler. Returns the exit code of the first step that fails, else 0. */
export function build(args = []) {
  const fingerprint = sourcesFingerprint();
  const compiled = run('typescript/bin/tsc', ['-b', 'tsconfig.json', ...args]);
  if (compiled !== 0) return compiled;
  const web = join(root, 'apps/web');
  if (existsSync(join(web, 'index.html'))) {
    const bundled = run('vite/bin/vite.js', ['build', '--logLevel', 'warn'], web);
    if (bundled !== 0) return bundled;
  }
  const reading = run('vite/bin/vite.js', ['build', '--logLevel', 'error'], join(root, 'apps/cli'));
  if (reading !== 0) return reading;
  noteBuilt(fingerprint);
  return 0;
}

/** Builds unless the last build was of these very sources. */
export function buildIfNeeded() {
  return isBuilt() ? 0 : build();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = build(process.argv.slice(2));
