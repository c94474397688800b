import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessMark } from './process-mark.js';

/** `<varDir>/database.json`: where the embedded server is and who uses it. Holds no secret. */
export interface ServerNote {
  readonly pid?: number;
  readonly port?: number;
  readonly data?: string;
  readonly binaries?: string;
  /** Set where programs or data lie outside the installation. */
  readonly outside?: string;
  /** Roles and database are there. */
  readonly prepared?: boolean;
  readonly users: readonly ProcessMark[];
}

/** `<varDir>/database.secret`, mode 0600: the passwords of this installation. */
export interface Secrets {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/** Where the note about the embedded server lies: `<varDir>/database.json`. */
export function notePath(varDir: string): string {
  return join(varDir, 'database.json');
}

/** The note about the embedded server; an empty one where there is none yet. */
export async function readNote(varDir: string): Promise<ServerNote> {
  try {
    const note = JSON.parse(await readFile(notePath(varDir), 'utf8')) as Partial<ServerNote>;
    return { ...note, users: note.users ?? [] };
  } catch {
    return { users: [] };
  }
}

/** Writes the note; it appears whole or not at all. */
export async function writeNote(varDir: string, note: ServerNote): Promise<void> {
  await writeWhole(notePath(varDir), JSON.stringify(note, null, 2), 0o644);
}

/** Reads the passwords, making random ones the first time. */
export async function secretsOf(varDir: string): Promise<Secrets> {
  const path = join(varDir, 'database.secret');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Error(
        `${path} cannot be read: ${(error as Error).message}. It holds the database's passwords; run as the user who owns it.`,
      );
    }
  }
  const secret = () => randomBytes(24).toString('base64url');
  const made: Secrets = { superuser: secret(), owner: secret(), app: secret() };
  await writeWhole(path, JSON.stringify(made), 0o600);
  return made;
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, text, { mode });
  await rename(draft, path);
}
