import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, rename, unlink } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AdapterError } from '@lettrage/adapter-sdk';
import type { Folder } from '@lettrage/adapter-sdk';

/** A file larger than this is not read whole into memory for an adapter. */
const MOST_BYTES = 100 << 20;

/**
 * One directory, lent to an adapter. Names are plain file names: no path, no `..`, no link is followed, so nothing
 * outside can be read or written. Throws `AdapterError('config')` if the directory is not there.
 */
export async function confinedFolder(path: string): Promise<Folder> {
  const root = await realpath(path).catch(() => undefined);
  if (root === undefined || !(await lstat(root)).isDirectory()) {
    throw new AdapterError('config', `The folder ${path} does not exist. Create it or correct the connection.`, {
      field: '/folder',
    });
  }
  return {
    async list() {
      const entries = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile());
      return Promise.all(
        entries.map(async ({ name }) => {
          const { size, mtime } = await lstat(join(root, name));
          return { name, size, modified: mtime.toISOString() };
        }),
      );
    },
    read: (name) => readInside(root, name),
    write: (name, bytes) => writeInside(root, name, bytes),
  };
}

function inside(root: string, name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name) || /^[A-Za-z]:/.test(name)) {
    throw new AdapterError('rejected', `"${name}" is not the name of a file of the folder.`);
  }
  return join(root, name);
}

async function readInside(root: string, name: string): Promise<Uint8Array> {
  const path = inside(root, name);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      throw new AdapterError('rejected', `The file ${name} cannot be read (${error.code ?? 'unknown'}).`);
    },
  );
  try {
    const { size, ...stat } = await file.stat();
    if ((stat.mode & constants.S_IFMT) !== constants.S_IFREG)
      throw new AdapterError('rejected', `${name} is not a file.`);
    if (size > MOST_BYTES) throw new AdapterError('rejected', `${name} is larger than ${MOST_BYTES} bytes.`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

/** Appears whole or not at all; replaces a link instead of writing through it. */
async function writeInside(root: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = inside(root, name);
  const temporary = join(root, `.${randomUUID()}.part`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path).catch(async (error: NodeJS.ErrnoException) => {
    await unlink(temporary).catch(() => undefined);
    throw new AdapterError('rejected', `The file ${name} cannot be written (${error.code ?? 'unknown'}).`);
  });
}
