import { parseDay, type JournalEntry } from '@lettrage/adapter-sdk';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeFec } from './describe-fec.js';
import { readFecOptions } from './fec-options.js';
import { fecText } from './fec-text.js';
import { fecWriter } from './fec.writer.js';
import { BOOKS, NAME, OPTIONS, checked, entry, written } from './testing/fec-files.js';

async function lines(entries: readonly JournalEntry[], options: Record<string, string> = OPTIONS): Promise<string[]> {
  return new TextDecoder(options['encoding'] ?? 'iso-8859-15').decode(await written(entries, options)).split('\r\n');
}

describe('the file', () => {
  it('has 18 named columns, decimal commas, days without separator, CR LF and no byte-order mark', async () => {
    const [header, , sale] = await lines(BOOKS);
    expect(header!.split('\t')).toEqual([
      'JournalCode',
      'JournalLib',
      'EcritureNum',
      'EcritureDate',
      'CompteNum',
      'CompteLib',
      'CompAuxNum',
      'CompAuxLib',
      'PieceRef',
      'PieceDate',
      'EcritureLib',
      'Debit',
      'Credit',
      'EcritureLet',
      'DateLet',
      'ValidDate',
      'Montantdevise',
      'Idevise',
    ]);
    expect(sale).toBe(
      'AN\tÀ-nouveaux\tAN1\t20260101\t101000\tCompte 101000\t\t\tP-AN1\t20260101\tÉcriture AN1\t0,00\t500,00\t\t\t20260101\t\t',
    );
    expect((await written(BOOKS)).subarray(0, 3).toString('latin1')).toBe('Jou');
  });

  it('writes lettering and foreign amounts', async () => {
    const all = await lines(BOOKS);
    expect(all[3]!.split('\t').slice(11)).toEqual(['120,00', '0,00', 'A', '20260203', '20260105', '', '']);
    expect(all[6]!.split('\t').slice(11)).toEqual(['1200,50', '0,00', '', '', '20260120', '1300,75', 'USD']);
  });

  it('leaves letters dated after the closing blank', async () => {
    const [first, second] = BOOKS[3]!.lines;
    const late = {
      ...BOOKS[3]!,
      lines: [first!, { ...second!, lettering: { code: 'B', date: parseDay('2027-01-04') } }],
    };
    expect((await lines([late]))[2]!.split('\t').slice(13, 15)).toEqual(['', '']);
  });

  it('separates by | and writes UTF-8 where it is asked to', async () => {
    const all = await lines(BOOKS, { ...OPTIONS, separator: 'pipe', encoding: 'utf-8' });
    expect(all[1]!.startsWith('AN|À-nouveaux|AN1|')).toBe(true);
  });

  it('writes Montant and Sens where it is asked to', async () => {
    const all = await lines(BOOKS, { ...OPTIONS, columns: 'montant-sens' });
    expect(all.slice(0, 3).map((line) => line.split('\t').slice(11, 13))).toEqual([
      ['Montant', 'Sens'],
      ['500,00', 'D'],
      ['500,00', 'C'],
    ]);
  });

  it('gives the same bytes twice', async () => {
    expect((await written(BOOKS)).equals(await written(BOOKS))).toBe(true);
  });

  it('has the legal name, and an extract another', () => {
    expect(fecWriter.fileName({ format: 'fec', options: OPTIONS })).toBe(NAME);
    const extract = { ...OPTIONS, from: '2026-01-01', to: '2026-03-31' };
    expect(fecWriter.fileName({ format: 'fec', options: extract })).toBe('732829320_extract_20260101_20260331.txt');
  });

  it.each([
    [{ ...OPTIONS, siren: '123' }, 'FEC option siren: "123" is not a SIREN (expected 9 digits).'],
    [{ ...OPTIONS, siren: '732829321' }, 'FEC option siren: "732829321" has a wrong check digit'],
    [{ siren: '732829320' }, 'FEC option closing: is needed for the name of the file'],
    [{ ...OPTIONS, closing: '2026-02-30' }, 'FEC option closing: "2026-02-30" is not a calendar day'],
    [{ ...OPTIONS, separator: ';' }, 'FEC option separator: ";" is not known (expected tab or pipe).'],
    [{ ...OPTIONS, from: '2026-01-01' }, 'FEC option to: an extract needs both from and to.'],
  ])('refuses options %p', (options, message) => {
    expect(() => fecWriter.fileName({ format: 'fec', options })).toThrow(message);
  });
});

describe('entries it refuses, by number and field', () => {
  const sale = BOOKS[1]!;
  const withLine = (changes: object): JournalEntry => ({
    ...sale,
    lines: [{ ...sale.lines[0]!, ...changes }, ...sale.lines.slice(1)],
  });

  it.each([
    [
      'unbalanced',
      withLine({ debit: '120.01' }),
      'Entry VE1 of journal VE is not balanced: debits 120.01, credits 120.00',
    ],
    ['empty', { ...sale, lines: [] }, 'Entry VE1 of journal VE has no lines'],
    ['both sides', withLine({ credit: '1.00' }), 'Entry VE1 of journal VE line 1 has a debit and a credit'],
    ['account', withLine({ account: 'CLIENT' }), 'line 1: account "CLIENT" must be three digits of the chart'],
    ['amount', withLine({ debit: '120.001' }), 'line 1: debit: "120.001" has more decimals than EUR has'],
    ['blank label', { ...sale, label: ' \t' }, 'line 1: EcritureLib is blank'],
    ['blank piece', { ...sale, piece: '\u200b' }, 'PieceRef is blank'],
    [
      'outside the year',
      { ...sale, date: parseDay('2027-01-01') },
      'is dated 2027-01-01, outside the financial year from 2026-01-01 to 2026-12-31',
    ],
    [
      'currency',
      withLine({ foreign: { amount: '1', currency: 'EURO' } }),
      'line 1: "EURO" is not an ISO 4217 currency',
    ],
  ])('%s', async (_name, bad, message) => {
    await expect(written([BOOKS[0]!, bad])).rejects.toThrow(message);
  });
});

describe('auxiliaries', () => {
  const of = (number: string, ...codes: readonly string[]) =>
    entry(number, '2026-01-05', [
      ...codes.map((auxiliary) => ({ account: '411000', auxiliary, auxiliaryLabel: 'X', debit: '1.00' })),
      { account: '707000', credit: `${codes.length}.00` },
    ]);

  it('that the character set would make one are refused, whichever comes first', async () => {
    for (const entries of [[of('VE1', 'L1', 'Ł1')], [of('VE1', 'Ł1'), of('VE2', 'L1')], [of('VE1', 'A|B', 'A/B')]])
      await expect(written(entries)).rejects.toThrow(/CompAuxNum ".+" would be written ".+", as ".+" is/);
    expect((await lines([of('VE1', 'Ł1', 'L1')], { ...OPTIONS, encoding: 'utf-8' }))[1]).toContain('\tŁ1\t');
  });

  it('without a label keep the one they had, or are called by their code', async () => {
    const line = { account: '411000', debit: '1.00' };
    const [named, unnamed] = [
      { ...line, auxiliary: 'C1', auxiliaryLabel: 'ACME' },
      { ...line, auxiliary: 'C1' },
    ];
    const entries = [
      entry('VE1', '2026-01-05', [named, unnamed, { ...line, auxiliary: 'C2' }, { account: '707000', credit: '3.00' }]),
    ];
    const labels = (await lines(entries)).map((each) => each.split('\t')[7]);
    expect(labels.slice(1, 4)).toEqual(['ACME', 'ACME', 'C2']);
  });

  it('that differ by blanks around them, or are named again, are one', async () => {
    const fields = (await lines([of('VE1', 'L1', ' L1 ', 'Ł2', 'L1', 'Ł2')])).map((line) => line.split('\t')[6]);
    expect(fields.slice(1, 6)).toEqual(['L1', 'L1', 'L2', 'L1', 'L2']);
  });
});

describe('texts', () => {
  it.each([
    ['a\tb\r\nc\0d', 'a b cd'],
    ['a|b', 'a/b'],
    ['a｜b', 'a/b'],
    ['Café 👍🏽 ok', 'Café ? ok'],
    ['“L’été” – 5 €…', '"L\'été" - 5 €...'],
    ['Łódź Œuvre', 'L?d?'],
  ])('%j', (text, cleaned) => {
    const cleaner = fecText('iso-8859-15');
    if (text.startsWith('Ł')) expect(cleaner.clean(text)).toMatch(/^.ódz Œuvre$/);
    else expect(cleaner.clean(text)).toBe(cleaned);
  });

  it('keeps what UTF-8 can carry', () => {
    expect(fecText('utf-8').clean('Łódź 東京')).toBe('Łódź 東京');
  });

  it('never lets a text break its field or its line', () => {
    for (const charset of ['iso-8859-15', 'utf-8'] as const) {
      const cleaner = fecText(charset);
      const text = fc.string({ unit: 'binary' });
      fc.assert(
        fc.property(text, (any) => !/[\t|\r\n\0\p{Cc}\uFFFD]/u.test(cleaner.clean(any))),
        { numRuns: 2_000 },
      );
    }
  });
});

it('describes the file in a notice', () => {
  const options = readFecOptions({ ...OPTIONS, separator: 'pipe' });
  const notice = describeFec({ company: 'ACME', options, journals: [{ code: 'VE', label: 'Ventes' }] });
  for (const part of [
    NAME,
    'du 20260101 au 20261231',
    '18. Idevise',
    'barre verticale',
    'ISO 8859-15',
    'VE : Ventes',
    'DateLet est la date',
  ]) {
    expect(notice).toContain(part);
  }
});

const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((any) => `x${any}`);
const randomEntry = fc.record({
  amount,
  text,
  parts: fc.integer({ min: 1, max: 5 }),
  day: fc.integer({ min: 0, max: 364 }),
  customer: fc.integer({ min: 0, max: 3 }),
  lettered: fc.boolean(),
});
const OPTION_SETS: Record<string, string>[] = [
  {},
  { separator: 'pipe' },
  { encoding: 'utf-8' },
  { columns: 'montant-sens' },
];

it('writes random books that its checker finds nothing in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomEntry, { maxLength: 25 }),
      fc.constantFrom(...OPTION_SETS),
      async (random, options) => {
        const entries = [
          BOOKS[0]!,
          ...[...random].sort((a, b) => a.day - b.day).flatMap((facts, i) => randomPair(facts, i)),
        ];
        expect(await checked(await written(entries, { ...OPTIONS, ...options }))).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

/** A sale in several lines and, lettered with it, its payment. */
function randomPair(
  facts: { amount: bigint; text: string; parts: number; day: number; customer: number; lettered: boolean },
  i: number,
): JournalEntry[] {
  const date = parseDay(new Date(Date.UTC(2026, 0, 1 + facts.day)).toISOString().slice(0, 10));
  const decimal = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
  const share = facts.amount / BigInt(facts.parts);
  const shares = Array.from({ length: facts.parts }, (_, n) =>
    n === 0 ? facts.amount - share * BigInt(facts.parts - 1) : share,
  ).filter((part) => part > 0n);
  const customer = {
    account: '411000',
    auxiliary: `C${facts.customer}`,
    auxiliaryLabel: `Client ${facts.customer}`,
    label: facts.text,
    ...(facts.lettered ? { lettering: { code: `L${i}`, date } } : {}),
  };
  const total = decimal(facts.amount);
  return [
    entry(
      `VE${i + 1}`,
      date,
      [{ ...customer, debit: total }, ...shares.map((part) => ({ account: '707000', credit: decimal(part) }))],
      { label: facts.text },
    ),
    entry(`BQ${i + 1}`, date, [
      { account: '512000', debit: total },
      { ...customer, credit: total },
    ]),
  ];
}
