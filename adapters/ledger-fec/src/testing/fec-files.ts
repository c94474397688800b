import { parseDay, type JournalEntry, type Problem } from '@lettrage/adapter-sdk';
import { createFecChecker } from '../fec.checker.js';
import { fecWriter } from '../fec.writer.js';

export const NAME = '732829320FEC20261231.txt';
export const OPTIONS = { siren: '732829320', closing: '2026-12-31' };

type Line = Partial<JournalEntry['lines'][number]> & { account: string };

/** An entry of 120.00 EUR between two accounts, unless told otherwise. */
export function entry(
  number: string,
  date: string,
  lines: readonly Line[],
  changes: Partial<JournalEntry> = {},
): JournalEntry {
  const journal = number.replace(/[-\d].*$/, '');
  const day = parseDay(date);
  return {
    journal,
    journalLabel: { AN: 'À-nouveaux', VE: 'Ventes', BQ: 'Banque' }[journal] ?? 'Opérations diverses',
    number,
    date: day,
    piece: `P-${number}`,
    pieceDate: day,
    label: `Écriture ${number}`,
    validatedOn: day,
    lines: lines.map((line) => ({ accountLabel: `Compte ${line.account}`, debit: '0.00', credit: '0.00', ...line })),
    ...changes,
  };
}

const ACME = { account: '411000', auxiliary: 'C0012', auxiliaryLabel: 'ACME Société' };
const LETTER = { code: 'A', date: parseDay('2026-02-03') };

/** A small sound set of books: opening, two sales, a payment that letters one of them. */
export const BOOKS: readonly JournalEntry[] = [
  entry('AN1', '2026-01-01', [
    { account: '512000', debit: '500.00' },
    { account: '101000', credit: '500.00' },
  ]),
  entry('VE1', '2026-01-05', [
    { ...ACME, debit: '120.00', lettering: LETTER, dueDate: parseDay('2026-02-04') },
    { account: '707000', credit: '100.00' },
    { account: '445710', credit: '20.00' },
  ]),
  entry('VE2', '2026-01-20', [
    { ...ACME, debit: '1200.50', foreign: { amount: '1300.75', currency: 'USD' } },
    { account: '707000', credit: '1200.50' },
  ]),
  entry('BQ1', '2026-02-03', [
    { account: '512000', debit: '120.00' },
    { ...ACME, credit: '120.00', lettering: LETTER },
  ]),
  entry('OD1', '2026-02-10', [
    { account: '654000', debit: '10.00' },
    { account: '658000', credit: '10.00' },
  ]),
];

/** Writes entries and gives the bytes. */
export async function written(
  entries: readonly JournalEntry[],
  options: Record<string, string> = OPTIONS,
): Promise<Buffer> {
  const stream = async function* (): AsyncGenerator<JournalEntry> {
    yield* entries;
  };
  const parts: Uint8Array[] = [];
  for await (const part of fecWriter.write(stream(), { format: 'fec', options })) parts.push(part);
  return Buffer.concat(parts);
}

/** Checks bytes as they come, in chunks of `size`. */
export async function checked(bytes: Uint8Array, file: string | undefined = NAME, size = 4096): Promise<Problem[]> {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const problems: Problem[] = [];
  const checker = createFecChecker(() => '20270131');
  for await (const problem of checker.check(chunks(), { format: 'fec', ...(file === undefined ? {} : { file }) })) {
    problems.push(problem);
  }
  return problems;
}
