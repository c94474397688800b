import type { ProblemLine, StatementEnd, StatementHead, StatementLine, TransactionLine } from '@lettrage/domain';
import type { StatementReader } from '../capabilities/index.js';
import { inChunksOf } from './byte-streams.js';

/** What a test reads out of a statement: every line in order, and the lines of each type. */
export interface ReadLines {
  readonly lines: readonly StatementLine[];
  readonly heads: readonly StatementHead[];
  readonly transactions: readonly TransactionLine[];
  readonly ends: readonly StatementEnd[];
  readonly problems: readonly ProblemLine[];
}

/** How a test reads a statement. */
export interface ReadLinesOptions {
  /** Name of the file, which messages say. */
  readonly file: string;
  readonly profile?: string;
  /** Bytes of a chunk; default all in one. */
  readonly size?: number;
}

/** Reads text (as UTF-8) or bytes with a reader, for the tests of its adapter. */
export async function readLines(
  reader: StatementReader,
  input: string | Uint8Array,
  { file, profile, size = 65_536 }: ReadLinesOptions,
): Promise<ReadLines> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const options = profile === undefined ? { file } : { file, profile };
  const lines: StatementLine[] = [];
  for await (const some of reader.read(inChunksOf(bytes, size), options)) lines.push(...some);
  return {
    lines,
    heads: ofType(lines, 'statement'),
    transactions: ofType(lines, 'transaction'),
    ends: ofType(lines, 'statement-end'),
    problems: ofType(lines, 'problem'),
  };
}

/** Codes of the problems that were told. */
export function problemCodes({ problems }: Pick<ReadLines, 'problems'>): string[] {
  return problems.map(({ code }) => code);
}

function ofType<T extends StatementLine['type']>(
  lines: readonly StatementLine[],
  type: T,
): Extract<StatementLine, { type: T }>[] {
  return lines.filter((line): line is Extract<StatementLine, { type: T }> => line.type === type);
}
