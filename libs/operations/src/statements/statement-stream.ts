import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileSource, readStatements, type ReaderCandidate } from '@lettrage/adapter-host';
import type { StatementLine, TransactionLine } from '@lettrage/domain';
import type { Progress } from '../context.js';
import type { StatementSummary } from './statement-summary.js';

/** A statement file that can be read as often as it takes. */
export interface StatementFile {
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  lines(): AsyncIterable<readonly StatementLine[]>;
}

/** A file on disk with the format and profile the caller named; both are found by content otherwise. */
export function statementFile(
  path: string,
  name: string,
  readers: readonly ReaderCandidate[],
  choice: { readonly format?: string; readonly profile?: string },
): StatementFile {
  const { format, profile } = choice;
  const chosen = { ...(format === undefined ? {} : { format }), ...(profile === undefined ? {} : { profile }) };
  return { path, name, lines: () => readStatements({ ...fileSource(path), name }, readers, chosen) };
}

/** Splits the stream into statements; what of one's lines is not read is skipped before the next. */
export async function* statementsOf(
  chunks: AsyncIterable<readonly StatementLine[]>,
): AsyncIterable<{ ordinal: number; lines: AsyncIterable<TransactionLine> }> {
  const flat = (async function* () {
    for await (const chunk of chunks) yield* chunk;
  })();
  let ordinal = 0;
  for (;;) {
    const next = await flat.next();
    if (next.done) return;
    if (next.value.type !== 'statement') continue;
    ordinal++;
    let ended = false;
    const lines = (async function* () {
      while (!ended) {
        const line = await flat.next();
        if (line.done || line.value.type === 'statement-end') ended = true;
        else if (line.value.type === 'transaction') yield line.value;
      }
    })();
    yield { ordinal, lines };
    for await (const _skipped of lines);
  }
}

/** A statement as the NDJSON it waits in the inbox as. */
export async function ndjsonOf(summary: StatementSummary, lines: AsyncIterable<TransactionLine>): Promise<Uint8Array> {
  const parts = [JSON.stringify(summary.head)];
  for await (const line of lines) parts.push(JSON.stringify(line));
  if (summary.end) parts.push(JSON.stringify(summary.end));
  return Buffer.from(`${parts.join('\n')}\n`);
}

/** The same chunks, with the lines in them told to whoever watches. */
export async function* counted(
  chunks: AsyncIterable<readonly StatementLine[]>,
  what: string,
  total: number,
  onProgress: Progress | undefined,
): AsyncIterable<readonly StatementLine[]> {
  let done = 0;
  for await (const chunk of chunks) {
    done += chunk.reduce((n, line) => n + (line.type === 'transaction' ? 1 : 0), 0);
    onProgress?.({ what, done, total, unit: 'lines' });
    yield chunk;
  }
}

/** What tells the bytes of a file apart from any other. */
export interface FileDigest {
  readonly sha256: Uint8Array;
  readonly size: bigint;
}

/** Hash and size of a file, read in chunks. */
export async function digestOf(path: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return { sha256: hash.digest(), size: (await stat(path, { bigint: true })).size };
}
