import type { ProblemLine, StatementEnd, StatementHead, StatementLine, TransactionLine } from '@lettrage/adapter-sdk';
import { mt940Reader } from '../mt940.reader.js';

/** Lines of one read, by type. */
export interface ReadResult {
  readonly lines: readonly StatementLine[];
  readonly heads: readonly StatementHead[];
  readonly transactions: readonly TransactionLine[];
  readonly ends: readonly StatementEnd[];
  readonly problems: readonly ProblemLine[];
}

/** A message around the fields given, opening at 1000,00. */
export function message(fields: readonly string[], closing = 'C260131EUR1000,00'): string {
  const head = [':20:STARTUMS', ':25:NL91ABNA0417164300', ':28C:00001/001', ':60F:C260101EUR1000,00'];
  return [...head, ...fields, `:62F:${closing}`, '-', ''].join('\r\n');
}

/** Reads text or bytes in pieces of `size`. */
export async function read(input: string | Uint8Array, size = 65_536): Promise<ReadResult> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const lines: StatementLine[] = [];
  async function* chunks(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  for await (const some of mt940Reader.read(chunks(), { file: 'test.sta' })) lines.push(...some);
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

/** Reads one movement with a text. */
export async function readOne(movement: string, ...text: string[]): Promise<TransactionLine> {
  const fields = [`:61:${movement}`, ...text.map((line, index) => (index === 0 ? `:86:${line}` : line))];
  return (await read(message(fields))).transactions[0]!;
}

/** Codes of the problems. */
export function codes(result: ReadResult): string[] {
  return result.problems.map(({ code }) => code);
}
