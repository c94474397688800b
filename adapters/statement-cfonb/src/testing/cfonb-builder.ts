import type { TransactionLine } from '@lettrage/adapter-sdk';
import { readLines, type ReadLines } from '@lettrage/adapter-sdk/conformance';
import { cfonbReader } from '../cfonb.reader.js';

/** Fields of a record that a test sets; the others have usual values. */
export interface RecordValues {
  readonly bank?: string;
  readonly branch?: string;
  readonly account?: string;
  readonly currency?: string;
  readonly decimals?: string;
  readonly date?: string;
  /** 14 characters, sign character included. */
  readonly amount?: string;
  readonly operation?: string;
  readonly reject?: string;
  readonly valueDate?: string;
  readonly label?: string;
  readonly entryNumber?: string;
  readonly flags?: string;
  readonly reference?: string;
}

/** The amount field of signed cents. */
export function cents(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(14, '0');
  return digits.slice(0, 13) + (minor < 0 ? '}JKLMNOPQR' : '{ABCDEFGHI')[Number(digits[13])]!;
}

function owner(code: string, values: RecordValues, operation: string): string {
  const { bank = '30006', branch = '00001', account = '12345678901', currency = 'EUR', decimals = '2' } = values;
  return `${code}${bank}    ${branch}${currency.padEnd(3)}${decimals.padEnd(1)} ${account.padEnd(11)}${operation.padEnd(2)}`;
}

/** A 01 or 07. */
export function balance(code: '01' | '07', minor: number, values: RecordValues = {}): string {
  return `${owner(code, values, '')}${values.date ?? '020126'}${' '.repeat(50)}${values.amount ?? cents(minor)}`.padEnd(
    120,
  );
}

/** A 04. */
export function movement(minor: number, values: RecordValues = {}): string {
  const { date = '020126', reject = '', valueDate = '020126', label = '', entryNumber = '', flags = '' } = values;
  const start = `${owner('04', values, values.operation ?? '05')}${date}${reject.padEnd(2)}${valueDate.padEnd(6)}`;
  const rest = `${label.padEnd(31)}  ${entryNumber.padEnd(7)}${flags.padEnd(2)}${values.amount ?? cents(minor)}`;
  return `${start}${rest}${(values.reference ?? '').padEnd(16)}`;
}

/** A 05. */
export function complement(qualifier: string, information: string, values: RecordValues = {}): string {
  const start = `${owner('05', values, values.operation ?? '05')}${values.date ?? '020126'}     `;
  return `${start}${qualifier.padEnd(3)}${information.padEnd(70)}  `;
}

/** A complement of two parts of 35. */
export function parts(qualifier: string, first: string, second: string): string {
  return complement(qualifier, first.padEnd(35) + second);
}

/** A whole statement around the records given; the closing follows from `sum`. */
export function statement(records: readonly string[], sum: number, opening = 100_000): string[] {
  return [balance('01', opening), ...records, balance('07', opening + sum)];
}

/** Reads records (one a line) or bytes, in pieces of `size`. */
export function read(input: readonly string[] | string | Uint8Array, size?: number): Promise<ReadLines> {
  const whole = typeof input === 'string' || input instanceof Uint8Array ? input : `${input.join('\r\n')}\r\n`;
  return readLines(cfonbReader, whole, { file: 'test.txt', size });
}

/** Reads one movement with its complements in a balanced statement. */
export async function readOne(minor: number, values: RecordValues, ...complements: string[]): Promise<TransactionLine> {
  const { transactions, problems } = await read(statement([movement(minor, values), ...complements], minor));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return transactions[0]!;
}

export { problemCodes as codes } from '@lettrage/adapter-sdk/conformance';
