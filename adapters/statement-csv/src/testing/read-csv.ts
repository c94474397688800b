import type { ProblemLine, StatementEnd, StatementHead, StatementLine, TransactionLine } from '@lettrage/adapter-sdk';
import iconv from 'iconv-lite';
import { csvReader } from '../csv.reader.js';

/** Lines of one read, sorted by type. */
export interface ReadResult {
  readonly lines: readonly StatementLine[];
  readonly heads: readonly StatementHead[];
  readonly transactions: readonly TransactionLine[];
  readonly ends: readonly StatementEnd[];
  readonly problems: readonly ProblemLine[];
}

/** Reads text (in a charset, default UTF-8) or bytes, in pieces of `size` bytes. */
export async function read(
  input: string | Uint8Array,
  options: { charset?: string; size?: number; profile?: string } = {},
): Promise<ReadResult> {
  const bytes = typeof input === 'string' ? iconv.encode(input, options.charset ?? 'utf-8') : input;
  const size = options.size ?? 65_536;
  const lines: StatementLine[] = [];
  async function* chunks(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  for await (const batch of csvReader.read(chunks(), { file: 'test.csv', profile: options.profile }))
    lines.push(...batch);
  const of = <T extends StatementLine['type']>(type: T): Extract<StatementLine, { type: T }>[] =>
    lines.filter((line): line is Extract<StatementLine, { type: T }> => line.type === type);
  return {
    lines,
    heads: of('statement'),
    transactions: of('transaction'),
    ends: of('statement-end'),
    problems: of('problem'),
  };
}

/** Day, amount and remittance of each transaction, for short expectations. */
export function brief(result: ReadResult): (string | undefined)[][] {
  return result.transactions.map((line) => [line.bookingDate, line.amount, line.remittance]);
}

/** Codes of the problems. */
export function codes(result: ReadResult): string[] {
  return result.problems.map(({ code }) => code);
}
