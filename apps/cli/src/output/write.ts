import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';

/** Bytes collected before they are written: one system call a line would be the slowest part of reading a statement. */
const CHUNK = 64 * 1024;

/**
 * Writes text pieces to standard output, or to a file that appears whole or not at all.
 * A reader that goes away (`| head`) ends the writing quietly.
 */
export async function writeOut(pieces: AsyncIterable<string> | Iterable<string>, path?: string): Promise<void> {
  if (path === undefined || path === '-') return toStandardOutput(pieces);
  await toFile(chunksOf(pieces), path);
}

/** Writes bytes to a file that appears whole or not at all. */
export async function toFile(
  bytes: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  path: string,
): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.part`);
  const stream = createWriteStream(temporary);
  try {
    for await (const chunk of bytes) if (!stream.write(chunk)) await once(stream, 'drain');
    stream.end();
    await finished(stream);
    await rename(temporary, path);
  } catch (error) {
    stream.destroy();
    await rm(temporary, { force: true });
    throw error;
  }
}

/** One JSON value a line. */
export async function* ndjson(values: AsyncIterable<unknown> | Iterable<unknown>): AsyncIterable<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}

async function toStandardOutput(pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  let gone = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  });
  for await (const chunk of chunksOf(pieces)) {
    if (gone) return;
    if (!process.stdout.write(chunk))
      await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]);
  }
}

async function* chunksOf(pieces: AsyncIterable<string> | Iterable<string>): AsyncIterable<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}
