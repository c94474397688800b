import { setImmediate as nextTurn } from 'node:timers/promises';
import { COPY_HEADER, COPY_TRAILER } from './copy-binary.js';

/** Bytes stored at once: they fit the database's buffer for temporary tables (8 MB). */
const CHUNK_LENGTH = 4 * 1024 * 1024;
/** The first chunks are smaller: the database does nothing until it has one. */
const FIRST_LENGTH = 512 * 1024;

/**
 * Gathers rows in chunks and stores one after the other: while the database stores a chunk, the next is being made.
 *
 * @param parts rows as a `CopyEncoder` wrote them, cut between rows
 * @param store gets what a binary COPY reads
 * @throws whatever `parts` or `store` throw; nothing is being stored any more then
 */
export async function storeInChunks(
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  store: (chunk: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  let storing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of inChunks(parts)) {
      await storing;
      storing = store([COPY_HEADER, ...chunk, COPY_TRAILER]);
      // Awaited in a moment; until then a failure must not count as unhandled.
      storing.catch(() => undefined);
    }
  } catch (error) {
    await storing.catch(() => undefined);
    throw error;
  }
  await storing;
}

async function* inChunks(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Uint8Array[]> {
  let chunk: Uint8Array[] = [];
  let length = 0;
  let limit = FIRST_LENGTH;
  for await (const part of parts) {
    chunk.push(part);
    length += part.length;
    // What is being stored needs a turn, too.
    await nextTurn();
    if (length < limit) continue;
    yield chunk;
    limit = Math.min(2 * limit, CHUNK_LENGTH);
    chunk = [];
    length = 0;
  }
  if (chunk.length > 0) yield chunk;
}
