import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { JsonBytes } from './json-bytes.js';
import { isTranslated, jsonSaid } from './language.js';

/** Bytes collected before they are written: one system call a line would be the slowest part of reading a statement. */
const CHUNK = 64 * 1024;

type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/**
 * Writes text pieces to standard output, or to a file that appears whole or not at all.
 * A reader that goes away (`| head`) ends the writing quietly.
 */
export async function writeOut(pieces: AsyncIterable<string> | Iterable<string>, path?: string): Promise<void> {
  if (path === undefined || path === '-') return toStandardOutput(chunksOf(pieces));
  await toFile(chunksOf(pieces), path);
}

/** Writes bytes to a file that appears whole or not at all; `-` is standard output. */
export async function toFile(bytes: Pieces, path: string): Promise<void> {
  if (path === '-') return toStandardOutput(bytes);
  // A device or pipe is written to, never replaced.
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isFile() && !found.isDirectory()) return writeAll(bytes, path, 'w');
  const temporary = join(dirname(path), `.${randomUUID()}.part`);
  try {
    await writeAll(bytes, temporary, 'wx');
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    // The person knows the path he gave, not the one beside it.
    if ((error as NodeJS.ErrnoException).path === temporary) (error as NodeJS.ErrnoException).path = path;
    throw error;
  }
}

async function writeAll(bytes: Pieces, path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  // While one piece is on its way to the disk the next is made.
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of bytes) {
      await writing;
      writing = handle.appendFile(chunk);
      // Told where it is awaited; until then nobody else shall be.
      writing.catch(() => undefined);
    }
    await writing;
  } finally {
    await writing.catch(() => undefined);
    await handle.close();
  }
}

/** One JSON value a line. */
export async function* ndjson(values: AsyncIterable<unknown> | Iterable<unknown>): AsyncIterable<string> {
  for await (const value of values) yield `${jsonSaid(value)}\n`;
}

/** Writes objects that come in arrays as JSON, one a line; otherwise as {@link writeOut}. */
export async function writeLines(arrays: AsyncIterable<readonly object[]>, path = '-'): Promise<void> {
  await toFile(isTranslated() ? chunksOf(translated(arrays)) : bytesOf(arrays), path);
}

async function* translated(arrays: AsyncIterable<readonly object[]>): AsyncIterable<string> {
  for await (const values of arrays) yield values.map((value) => `${jsonSaid(value)}\n`).join('');
}

async function* bytesOf(arrays: AsyncIterable<readonly object[]>): AsyncIterable<Uint8Array> {
  const json = new JsonBytes();
  try {
    for await (const values of arrays) {
      for (const value of values) {
        json.line(value);
        if (json.full) yield json.take();
      }
    }
  } catch (error) {
    if (!json.empty) yield json.take();
    throw error;
  }
  if (!json.empty) yield json.take();
}

async function toStandardOutput(pieces: Pieces): Promise<void> {
  let gone = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  });
  for await (const chunk of pieces) {
    if (gone) return;
    if (!process.stdout.write(chunk))
      // A reader that goes away while we wait is told by the handler above, not by these.
      await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => undefined);
  }
}

async function* chunksOf(pieces: AsyncIterable<string> | Iterable<string>): AsyncIterable<string> {
  let chunk = '';
  try {
    for await (const piece of pieces) {
      chunk += piece;
      if (chunk.length < CHUNK) continue;
      const full = chunk;
      chunk = '';
      yield full;
    }
  } catch (error) {
    // What was read before it went wrong is printed first.
    if (chunk) yield chunk;
    throw error;
  }
  if (chunk) yield chunk;
}
