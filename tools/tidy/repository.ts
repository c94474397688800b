import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { PackageFacts } from './package.rules.js';
import { CheckedFile } from './tidy-rule.js';

/** Larger files are data; only their size is looked at. */
const TEXT_BYTES = 1_000_000;
const NOT_SOURCE = new Set(['.git', 'node_modules', 'dist', 'var', 'coverage']);

/** The files git keeps, or, without git (an unpacked archive), everything that is no product of a build. */
export function repositoryFiles(root: string): CheckedFile[] {
  const paths = trackedPaths(root) ?? walk(root, '');
  return paths.flatMap((path) => {
    const place = join(root, path);
    // Somebody may have removed it and not committed that yet.
    if (!existsSync(place) || !statSync(place).isFile()) return [];
    const { size } = statSync(place);
    return [new CheckedFile(path, size <= TEXT_BYTES ? textOf(place) : undefined, size)];
  });
}

function trackedPaths(root: string): string[] | undefined {
  // A checkout may belong to another user than the one who tests (CI as root): reading its list is harmless.
  const git = spawnSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (git.status !== 0 || !existsSync(join(root, '.git'))) return undefined;
  return git.stdout.split('\0').filter(Boolean);
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : walk(root, path);
    return /\.(tsbuildinfo|tgz|log)$/.test(entry.name) ? [] : [path];
  });
}

function textOf(place: string): string | undefined {
  const bytes = readFileSync(place);
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

/** What each package declares. */
export function packageFacts(root: string): PackageFacts[] {
  return ['libs', 'adapters', 'apps'].flatMap((room) =>
    readdirSync(join(root, room))
      .map((name) => `${room}/${name}`)
      .filter(
        (folder) => existsSync(join(root, folder, 'tsconfig.json')) && existsSync(join(root, folder, 'package.json')),
      )
      .map((folder) => factsOf(root, folder)),
  );
}

function factsOf(root: string, folder: string): PackageFacts {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, folder, name), 'utf8'));
  const manifest = read('package.json') as { dependencies?: object; peerDependencies?: object };
  const project = read('tsconfig.json') as { references?: { path: string }[] };
  return {
    folder,
    declared: new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })),
    references: new Set((project.references ?? []).map(({ path }) => posix.join(folder, path))),
  };
}
