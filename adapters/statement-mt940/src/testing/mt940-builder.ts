import type { TransactionLine } from '@lettrage/adapter-sdk';
import { readLines, type ReadLines } from '@lettrage/adapter-sdk/conformance';
import { mt940Reader } from '../mt940.reader.js';

/** A message around the fields given, opening at 1000,00. */
export function message(fields: readonly string[], closing = 'C260131EUR1000,00'): string {
  const head = [':20:STARTUMS', ':25:NL91ABNA0417164300', ':28C:00001/001', ':60F:C260101EUR1000,00'];
  return [...head, ...fields, `:62F:${closing}`, '-', ''].join('\r\n');
}

/** Reads text or bytes in pieces of `size`. */
export function read(input: string | Uint8Array, size?: number): Promise<ReadLines> {
  return readLines(mt940Reader, input, { file: 'test.sta', size });
}

/** Reads one movement with a text. */
export async function readOne(movement: string, ...text: string[]): Promise<TransactionLine> {
  const fields = [`:61:${movement}`, ...text.map((line, index) => (index === 0 ? `:86:${line}` : line))];
  return (await read(message(fields))).transactions[0]!;
}

export { problemCodes as codes } from '@lettrage/adapter-sdk/conformance';
