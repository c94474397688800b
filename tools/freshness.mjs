/**
 * Knows whether the packages and the build are those of the sources on disk, so that starting a second time costs
 * milliseconds and calls neither npm nor the compiler.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** `npm ci` empties node_modules, and these notes with it: after an installation a build is due in any case. */
const INSTALL_NOTE = join(root, 'node_modules', '.lettrage-install');
const BUILD_NOTE = join(root, 'node_modules', '.lettrage-build');
const ROOMS = ['libs', 'adapters', 'apps'];
const NOT_SOURCE = new Set(['node_modules', 'dist', 'var', 'coverage']);

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function modified(path) {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}

function lockHash() {
  return createHash('sha256')
    .update(read(join(root, 'package-lock.json')) ?? '')
    .digest('hex');
}

/** The packages of a lock file with their versions, without those that another platform needs. */
function versions(lockFile) {
  const { packages = {} } = JSON.parse(read(lockFile) ?? '{}');
  return new Map(
    Object.entries(packages)
      .filter(([path]) => path.includes('node_modules/'))
      .map(([path, entry]) => [
        path,
        { version: entry.version, needed: !entry.optional && !entry.devOptional && !entry.peer },
      ]),
  );
}

/** True if node_modules holds what package-lock.json asks for. */
export function isInstalled() {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return false;
  if (read(INSTALL_NOTE) === lockHash()) return true;
  // Somebody may have called npm himself since our note, so compare package by package.
  const installed = versions(installedList);
  for (const [path, { version, needed }] of versions(join(root, 'package-lock.json'))) {
    const present = installed.get(path);
    if (present ? present.version !== version : needed) return false;
  }
  return true;
}

/** Notes that node_modules is that of the present package-lock.json. */
export function noteInstalled() {
  try {
    writeFileSync(INSTALL_NOTE, lockHash());
  } catch {
    // A read-only node_modules is as good; it is compared by time then.
  }
}

function describeFolder(folder, hash) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!NOT_SOURCE.has(entry.name)) describeFolder(path, hash);
    } else if (!/\.(spec|bench)\.tsx?$/.test(entry.name)) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path.slice(root.length)}\0${size}\0${mtimeMs}\n`);
    }
  }
}

/** A fingerprint of everything the build reads: path, size and time of each file, which changes whenever one does. */
export function sourcesFingerprint() {
  const hash = createHash('sha256');
  for (const room of ROOMS) describeFolder(join(root, room), hash);
  for (const file of ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json']) {
    hash.update(`${file}\0${modified(join(root, file))}\n`);
  }
  return hash.digest('hex');
}

/** True if the last build was of these sources and nobody has removed what it made. */
export function isBuilt(fingerprint = sourcesFingerprint()) {
  if (read(BUILD_NOTE) !== fingerprint) return false;
  const { references } = JSON.parse(read(join(root, 'tsconfig.json')));
  return references.every(({ path }) => existsSync(join(root, path, 'dist', '.tsbuildinfo')));
}

/** Notes what was built; take the fingerprint before the build, so that a file saved meanwhile is built next time. */
export function noteBuilt(fingerprint) {
  try {
    mkdirSync(dirname(BUILD_NOTE), { recursive: true });
    writeFileSync(BUILD_NOTE, fingerprint);
  } catch {
    // Without the note the next start builds again, which is slower and no worse.
  }
}
