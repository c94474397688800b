import { readLines, type ReadLines } from '@lettrage/adapter-sdk/conformance';
import iconv from 'iconv-lite';
import { csvReader } from '../csv.reader.js';

/** Reads text (in a charset, default UTF-8) or bytes, in pieces of `size` bytes. */
export function read(
  input: string | Uint8Array,
  { charset = 'utf-8', size, profile }: { charset?: string; size?: number; profile?: string } = {},
): Promise<ReadLines> {
  const bytes = typeof input === 'string' ? iconv.encode(input, charset) : input;
  return readLines(csvReader, bytes, { file: 'test.csv', size, profile });
}

/** Day, amount and remittance of each transaction, for short expectations. */
export function brief(result: ReadLines): (string | undefined)[][] {
  return result.transactions.map((line) => [line.bookingDate, line.amount, line.remittance]);
}

export { problemCodes as codes } from '@lettrage/adapter-sdk/conformance';
