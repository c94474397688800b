import { setImmediate as nextTurn } from 'node:timers/promises';
import { COPY_HEADER, COPY_TRAILER } from './copy-binary.js';

/** Bytes stored at once: they fit the database's buffer for temporary tables (8 MB). */
const CHUNK_LENGTH = 4 * 1024 * 1024;
/** The first chunks are smaller: the database does nothing until it has one. */
const FIRST_LENGTH = 512 * 1024;
/** Chunks that may wait while one is stored: with fewer either side stands still when the other takes a little longer. */
const AHEAD = 2;

/**
 * Gathers rows in chunks and stores one after the other: while the database stores a chunk, the next are being made.
 *
 * @param parts rows as a `CopyEncoder` wrote them, cut between rows
 * @param store gets what a binary COPY reads, in one piece: each piece waits for a turn of this process, which is busy
 * @throws whatever `parts` or `store` throw; nothing is being stored any more then
 */
export async function storeInChunks(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  store: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  let isBroken = false;
  let last: Promise<void> = Promise.resolve();
  const waiting: Promise<void>[] = [];
  try {
    for await (const chunk of inChunks(parts)) {
      const before = last;
      last = before.then(() => (isBroken ? undefined : store(chunk)));
      // Awaited later; until then a failure must not count as unhandled.
      last.catch(() => undefined);
      waiting.push(last);
      if (waiting.length > AHEAD) await waiting.shift();
    }
  } catch (error) {
    isBroken = true;
    await last.catch(() => undefined);
    throw error;
  }
  await last;
}

async function* inChunks(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let chunk: Uint8Array[] = [COPY_HEADER];
  let length = 0;
  let limit = FIRST_LENGTH;
  for await (const part of parts) {
    chunk.push(part);
    length += part.length;
    // What is being stored needs a turn, too.
    await nextTurn();
    if (length < limit) continue;
    yield Buffer.concat([...chunk, COPY_TRAILER]);
    limit = Math.min(2 * limit, CHUNK_LENGTH);
    chunk = [COPY_HEADER];
    length = 0;
  }
  if (length > 0) yield Buffer.concat([...chunk, COPY_TRAILER]);
}
