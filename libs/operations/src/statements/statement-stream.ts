import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileSource, readStatements, type ReaderCandidate, type ReadStatementsOptions } from '@lettrage/adapter-host';
import type { StatementLine } from '@lettrage/domain';
import type { Progress } from '../context.js';

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
  choice: Pick<ReadStatementsOptions, 'format' | 'profile' | 'profileFor'>,
): StatementFile {
  const { format, profile, profileFor } = choice;
  const chosen = {
    ...(format === undefined ? {} : { format }),
    ...(profile === undefined ? {} : { profile }),
    ...(profileFor === undefined ? {} : { profileFor }),
  };
  return { path, name, lines: () => readStatements({ ...fileSource(path), name }, readers, chosen) };
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
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array);
  return { sha256: hash.digest(), size: (await stat(path, { bigint: true })).size };
}
