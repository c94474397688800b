import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, makeExecutable, program } from './binaries.js';
import { canEnter, canRun, type DatabaseUser } from './database-user.js';

/** Where the server's programs and data lie. */
export interface Place {
  /** Folder with `bin`, `lib` and `share`. */
  readonly binaries: string;
  /** PostgreSQL's data folder; need not exist yet. */
  readonly data: string;
  /** Folder outside the installation, if one was needed. */
  readonly outside?: string;
}

/**
 * Decides where programs and data go: where npm put them and below `varDir`, unless a parent of those is closed to the
 * database's own user (a clone in root's home); then in a folder of their own that this user can reach. The rights of
 * the user's folders stay as they are.
 *
 * @param known the folder outside that was chosen earlier, from `database.json`
 */
export async function choosePlace(varDir: string, user: DatabaseUser | undefined, known?: string): Promise<Place> {
  const found = findBinaries();
  await makeExecutable(found.folder);
  const ownData = join(varDir, 'database');
  if (!user) return { binaries: found.folder, data: ownData };
  const closedData = !existsSync(join(ownData, 'PG_VERSION')) && known !== undefined ? true : !canEnter(user, varDir);
  const closedBinaries = !canRun(user, program(found.folder, 'postgres'));
  if (!closedData && !closedBinaries) return { binaries: found.folder, data: ownData };
  const outside = await outsideFolder(varDir, user, known);
  return {
    binaries: closedBinaries
      ? await copyBinaries(found.folder, join(outside, `postgresql-${found.version}`))
      : found.folder,
    data: closedData ? join(outside, 'data') : ownData,
    outside,
  };
}

/** A lasting folder is preferred; the temporary one is the last resort. The name follows from the installation. */
async function outsideFolder(varDir: string, user: DatabaseUser, known?: string): Promise<string> {
  const name = `lettrage-${createHash('sha256').update(varDir).digest('hex').slice(0, 12)}`;
  const candidates = ['/var/lib', '/opt', '/srv', '/var/tmp', tmpdir()].map((parent) => join(parent, name));
  const existing = candidates.filter((folder) => existsSync(join(folder, 'data', 'PG_VERSION')));
  for (const folder of [...(known ? [known] : []), ...existing, ...candidates]) {
    if (await usable(folder, user)) return folder;
  }
  throw new Error(
    `The user "${user.name}", as whom PostgreSQL runs, can reach neither ${varDir} nor any of ${candidates.join(', ')}. ` +
      'Move the installation to a folder that other users may enter, run Lettrage as an ordinary user, or set DATABASE_URL.',
  );
}

async function usable(folder: string, user: DatabaseUser): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const facts = await lstat(folder);
    // In a folder for all, somebody else may have put a link or a folder of his under this name.
    if (!facts.isDirectory() || facts.uid !== process.getuid?.()) return false;
    await chmod(folder, 0o755);
    return canEnter(user, folder);
  } catch {
    return false;
  }
}

/** Copies under another name first, so that a copy is whole or absent. */
async function copyBinaries(from: string, to: string): Promise<string> {
  if (existsSync(to)) return to;
  const draft = `${to}.${randomBytes(4).toString('hex')}`;
  try {
    await cp(from, draft, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    await rename(draft, to);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await makeExecutable(to);
  return to;
}
