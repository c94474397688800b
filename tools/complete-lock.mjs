/**
 * Completes package-lock.json with the packages of other platforms: `node tools/complete-lock.mjs`, after npm install.
 *
 * Packages with native parts list one optional package per platform. A registry mirror that holds only some of them
 * makes npm leave the others out of the lock file, and `npm ci` then refuses it ("Missing: … from lock file").
 * An entry with its exact version, system and processor is all npm needs to pass them over.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './freshness.mjs';

const SYSTEMS = new Set(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']);
const PROCESSORS = new Set(['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']);

/** Looks the package up as Node does: beside the one that wants it, then in each folder above. */
function isFound(packages, from, name) {
  const nested = from.split('/node_modules/');
  const places = nested.map((_, depth) => nested.slice(0, nested.length - depth).join('/node_modules/'));
  return [...places, ''].some((place) => packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`]);
}

/** The optional packages of exact version that the lock file names and does not hold: `[path, entry]`. */
export function missingPlatformPackages(lock) {
  const missing = new Map();
  for (const [path, owner] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      if (isFound(lock.packages, path, name) || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) continue;
      const words = name.split('/').at(-1).split('-');
      const only = (known) => words.filter((word) => known.has(word));
      missing.set(`node_modules/${name}`, {
        version,
        cpu: only(PROCESSORS),
        ...(owner.dev && { dev: true }),
        ...(owner.license && { license: owner.license }),
        optional: true,
        os: only(SYSTEMS),
        ...(owner.engines && { engines: owner.engines }),
      });
    }
  }
  return [...missing];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingPlatformPackages(lock);
  const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
  lock.packages = Object.fromEntries(packages.sort(([a], [b]) => (a < b ? -1 : 1)));
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${missing.length} packages of other platforms added to package-lock.json\n`);
}
