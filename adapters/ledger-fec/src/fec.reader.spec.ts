import { parseMinor, type JournalEntry, type LedgerFileLine } from '@lettrage/adapter-sdk';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FecProof } from './fec.proof.js';
import { fecReader } from './fec.reader.js';
import { readFecOptions } from './fec-options.js';
import { BOOKS, OPTIONS, written } from './testing/fec-files.js';

async function read(bytes: Uint8Array, size = 1000): Promise<LedgerFileLine[]> {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const lines: LedgerFileLine[] = [];
  for await (const some of fecReader.read(chunks(), { format: 'fec', file: 'books.txt' })) lines.push(...some);
  return lines;
}

const OPTION_SETS: readonly Record<string, string>[] = [
  {},
  { separator: 'pipe', encoding: 'utf-8' },
  { columns: 'montant-sens' },
  { columns: 'montant-sens', sens: 'signs' },
  { variant: 'viii-5' },
  { variant: 'viii-7', encoding: 'utf-8' },
];

const factsOf = (entries: readonly JournalEntry[]): string[] =>
  entries.flatMap(({ number, date, piece, lines }) =>
    lines.map((line) =>
      [number, date, piece, line.account, line.auxiliary, line.debit, line.credit, line.lettering?.code].join(' '),
    ),
  );
const linesOf = (lines: readonly LedgerFileLine[]): string[] =>
  lines.map(({ number, date, piece, account, auxiliary, debit, credit, letter }) =>
    [number, date, piece, account, auxiliary, debit, credit, letter].join(' '),
  );

describe('reading a FEC back', () => {
  it.each(OPTION_SETS)('gives the lines that were written with %p, however the bytes are cut', async (options) => {
    const bytes = await written(BOOKS, { ...OPTIONS, ...options });
    expect(linesOf(await read(bytes))).toEqual(factsOf(BOOKS));
    expect(await read(bytes, 1)).toEqual(await read(bytes));
  });

  it('keeps labels, foreign amounts and accents', async () => {
    const lines = await read(await written(BOOKS));
    expect(lines[2]).toMatchObject({ auxiliaryLabel: 'ACME Société', label: 'Écriture VE1', letter: 'A' });
    expect(lines[5]!.foreign).toEqual({ amount: '1300.75', currency: 'USD' });
  });

  it('gives the amounts of random entries', async () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 14n });
    await fc.assert(
      fc.asyncProperty(
        fc.array(amount, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(...OPTION_SETS),
        async (all, options) => {
          const entries = all.map((minor, i): JournalEntry => {
            const text = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
            const [debit, credit] = BOOKS[4]!.lines;
            return {
              ...BOOKS[4]!,
              number: `OD${i}`,
              lines: [
                { ...debit!, debit: text },
                { ...credit!, credit: text },
              ],
            };
          });
          const lines = await read(await written(entries, { ...OPTIONS, ...options }));
          expect(lines.filter((_, i) => i % 2 === 0).map(({ debit }) => parseMinor(debit, 'EUR'))).toEqual(all);
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([
    [
      'another header',
      (text: string) => text.replace('CompteNum', 'Bidule'),
      'books.txt, line 1: the column CompteNum',
    ],
    [
      'a thousands separator',
      (text: string) => text.replace('1200,50', '1 200,50'),
      'line 7: Debit "1 200,50" is not an amount',
    ],
    [
      'a day that is none',
      (text: string) => text.replace('\t20260105\t', '\t20260230\t'),
      'line 4: EcritureDate "20260230" is not a day',
    ],
    ['a line that is cut', (text: string) => text.slice(0, -30), 'line 12: it has'],
    ['nothing', () => '', 'line 1: it is empty'],
    ['the XML form', () => '<?xml version="1.0"?>\n<comptabilite/>', 'line 1: it is the XML form; give the flat file'],
    [
      'a day that is none behind an empty line',
      (text: string) => text.replace('\r\n', '\r\n\r\n').replace('20260101', '20260132'),
      'line 3',
    ],
  ])('refuses %s, naming the line', async (_name, spoil, message) => {
    const text = spoil((await written(BOOKS)).toString('latin1'));
    await expect(read(Buffer.from(text, 'latin1'))).rejects.toThrow(message);
  });
});

describe('the proof of what was written', () => {
  const proofOf = (): FecProof => new FecProof(readFecOptions(OPTIONS));

  it('accepts what the writer writes', async () => {
    const proof = proofOf();
    const bytes = await written(BOOKS);
    expect(proof.check(bytes)).toBe(bytes);
    expect(() => proof.end()).toThrow('it has 11 lines, the entries 0');
  });

  it.each([
    [
      'a field too many',
      (text: string) => text.replace('\t500,00\t', '\t\t500,00\t'),
      'a line has 19 fields instead of 18',
    ],
    ['a decimal point', (text: string) => text.replace('500,00', '500.00'), '"500.00" is not an amount'],
    ['a day that is none', (text: string) => text.replace('\t20260101\t', '\t20260132\t'), '"20260132" is not a day'],
    ['a line break within a line', (text: string) => text.replace('500,00', '5\r0,00'), 'a control character'],
    ['a field too few at the end', (text: string) => text.replace(/\t\r\n$/, '\r\n'), '17 fields instead of 18'],
  ])('refuses %s', async (_name, spoil, message) => {
    const bytes = Buffer.from(spoil((await written(BOOKS)).toString('latin1')), 'latin1');
    expect(() => proofOf().check(bytes)).toThrow(message);
  });

  it('reads the same whatever pieces the bytes come in', async () => {
    const bytes = await written(BOOKS);
    const proof = proofOf();
    for (let at = 0; at < bytes.length; at += 7) proof.check(bytes.subarray(at, at + 7));
    proof.expect(11, 0n);
    expect(() => proof.end()).toThrow(/its debits add up to [\d.]+, those of the entries to 0\.00/);
  });

  it('refuses sums that are not those of the entries', async () => {
    const proof = proofOf();
    proof.check(await written([BOOKS[4]!]));
    proof.expect(2, 2n);
    expect(() => proof.end()).toThrow('its debits add up to 10.00, those of the entries to 0.02');
  });
});
