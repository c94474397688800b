import type { StatementLine } from '@lettrage/domain';
import { decodeChunks, type StreamDecoder } from '../text/stream-decoder.js';
import type { StatementOutput } from './statement-output.js';

/** So many refused parts are no damaged statement: the rest is not told one by one. */
export const MOST_STATEMENT_ERRORS = 1_000;

/** A statement file that is read piece by piece of its text. */
export interface StatementText {
  readonly output: StatementOutput;
  /** True once nothing further will be read. */
  readonly stopped: boolean;
  take(text: string): void;
  /** Everything is in, or the reading has stopped; `decoder` tells of the encoding. */
  end(decoder: StreamDecoder): void;
}

/** Reads a statement file as its bytes arrive and hands on what each piece completes; constant memory. */
export async function* readStatementText(
  chunks: AsyncIterable<Uint8Array>,
  file: StatementText,
  decoder: StreamDecoder,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly StatementLine[]> {
  const { output } = file;
  for await (const text of decodeChunks(chunks, decoder)) {
    signal?.throwIfAborted();
    file.take(text);
    if (!output.empty) yield output.take();
    if (file.stopped) break;
  }
  file.end(decoder);
  if (!output.empty) yield output.take();
}

/** The first bytes of a stream, at least `size` of them if there are as many, and the whole stream all the same. */
export async function startOfChunks(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ readonly start: Uint8Array; readonly chunks: AsyncIterable<Uint8Array>; readonly ended: boolean }> {
  const input = chunks[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let ended = false;
  for (let length = 0; length < size && !ended;) {
    const next = await input.next();
    if (next.done) ended = true;
    else {
      parts.push(next.value);
      length += next.value.length;
    }
  }
  async function* whole(): AsyncIterable<Uint8Array> {
    yield* parts;
    while (!ended) {
      const next = await input.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { start: Buffer.concat(parts), chunks: whole(), ended };
}
