import { parseDay, type JournalEntry } from '@lettrage/adapter-sdk';
import fc from 'fast-check';

type Line = Partial<JournalEntry['lines'][number]> & { account: string };

/** An entry whose texts say where they come from. */
export function entry(
  number: string,
  date: string,
  lines: readonly Line[],
  changes: Partial<JournalEntry> = {},
): JournalEntry {
  const day = parseDay(date);
  return {
    journal: number.slice(0, 2),
    journalLabel: 'Journal',
    number,
    date: day,
    piece: `P-${number}`,
    pieceDate: day,
    label: `Écriture ${number}`,
    lines: lines.map((line) => ({ accountLabel: `Compte ${line.account}`, debit: '0.00', credit: '0.00', ...line })),
    ...changes,
  };
}

const ACME = { account: '411000', auxiliary: 'C12', auxiliaryLabel: 'ACME; "Société", SARL' };

/** A sale and its lettered payment, a purchase in dollars. */
export const BOOKS: readonly JournalEntry[] = [
  entry('VE1', '2026-01-05', [
    { ...ACME, debit: '1200.50', dueDate: parseDay('2026-02-04') },
    { account: '707000', credit: '1000.42' },
    { account: '445710', credit: '200.08' },
  ]),
  entry('BQ1', '2026-02-03', [
    { account: '512000', debit: '1200.50' },
    { ...ACME, credit: '1200.50', lettering: { code: 'AB', date: parseDay('2026-02-03') }, label: 'Règlement' },
  ]),
  entry('OD1', '2026-02-10', [
    { account: '622600', debit: '10.00' },
    { account: '401000', auxiliary: 'F1', credit: '10.00', foreign: { amount: '11.70', currency: 'USD' } },
  ]),
];

const LIMIT = 999_999_999_999n;
const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.constantFrom('Łódź & Co', 'a\tb\r\nc', 'x;y|z,"q"', 'Emoji 👍🏽', '東京商事', '=1+1', '€uro…'),
);

/** Entries with hostile texts and amounts up to 9,999,999,999.99, their numbers and pieces counting. */
export const randomBooks = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 364 }),
      amounts: fc.array(fc.bigInt({ min: 0n, max: LIMIT / 4n }), { minLength: 1, maxLength: 4 }),
      customer: fc.integer({ min: 1, max: 30 }),
      name: anyText,
      label: anyText,
      isCredit: fc.boolean(),
      code: fc.option(fc.constantFrom('A', 'Z', 'AA', 'AAA'), { nil: undefined }),
      hasDue: fc.boolean(),
      foreign: fc.option(fc.constantFrom('USD', 'JPY', 'TND'), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((facts) => facts.map((each, i) => randomEntry(each, i + 1)));

interface Facts {
  day: number;
  amounts: bigint[];
  customer: number;
  name: string;
  label: string;
  isCredit: boolean;
  code: string | undefined;
  hasDue: boolean;
  foreign: string | undefined;
}

function randomEntry(facts: Facts, number: number): JournalEntry {
  const date = parseDay(new Date(Date.UTC(2026, 0, 1 + facts.day)).toISOString().slice(0, 10));
  const [own, other] = facts.isCredit ? (['credit', 'debit'] as const) : (['debit', 'credit'] as const);
  const total = facts.amounts.reduce((sum, each) => sum + each, 0n);
  return entry(
    `VE${number}`,
    date,
    [
      {
        account: '411000',
        auxiliary: `C${facts.customer}`,
        auxiliaryLabel: `x${facts.name}`,
        label: `y${facts.label}`,
        [own]: decimal(total),
        ...(facts.code === undefined ? {} : { lettering: { code: facts.code, date } }),
        ...(facts.hasDue ? { dueDate: date } : {}),
        ...(facts.foreign === undefined
          ? {}
          : { foreign: { amount: facts.foreign === 'JPY' ? '130' : '130.5', currency: facts.foreign } }),
      },
      ...facts.amounts.map((each, i) => ({ account: i === 0 ? '707000' : '445710', [other]: decimal(each) })),
    ],
    { label: `z${facts.label}`, piece: `FA2026-${String(number).padStart(6, '0')}` },
  );
}

function decimal(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}
