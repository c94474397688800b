import { parseDay, type JournalEntry } from '@lettrage/domain';

type Line = Partial<JournalEntry['lines'][number]> & { account: string };

/** A journal entry for a test: day and lines are given, the rest has texts of its own. Amounts left out are zero. */
export function journalEntry(
  number: string,
  date: string,
  lines: readonly Line[],
  changes: Partial<JournalEntry> = {},
): JournalEntry {
  const day = parseDay(date);
  return {
    journal: number.slice(0, 2),
    journalLabel: 'Ventes; "x"',
    number,
    date: day,
    piece: `P-${number}`,
    pieceDate: day,
    label: `Écriture ${number}`,
    lines: lines.map((line) => ({ accountLabel: `Compte ${line.account}`, debit: '0.00', credit: '0.00', ...line })),
    ...changes,
  };
}

/** Texts that mean something to accounting programs: separators, comments, amounts, spreadsheet formulas. */
export const HOSTILE_TEXTS = [
  '; comment',
  'date:2026-99-99',
  '[2026-13-45] x',
  'a|b (c) {d} @ 5 EUR = 3',
  'key:: value',
  '  two  spaces',
  'quote " and \\ back',
  'tab\tand\nnewline',
  '* ! # %',
  '東京 👍🏽 Łódź',
  ':tag1:tag2:',
  'a, b: c',
  '=2026-01-01',
] as const;

/** One balanced entry for each hostile text, in every place a text can stand. */
export const HOSTILE_ENTRIES: readonly JournalEntry[] = HOSTILE_TEXTS.map((text, i) =>
  journalEntry(
    `VE${i + 1}`,
    '2026-01-05',
    [
      {
        account: '411000',
        accountLabel: text,
        auxiliary: `C ${i} ${text}`,
        auxiliaryLabel: text,
        label: text,
        debit: '9999999999.99',
        dueDate: parseDay('2026-02-04'),
        lettering: { code: 'AA', date: parseDay('2026-02-03') },
        foreign: { amount: '130', currency: 'JPY' },
      },
      { account: '707000', credit: '9999999999.98' },
      { account: '445710', credit: '0.01' },
      { account: '471000' },
    ],
    { label: text, piece: text, journal: text, journalLabel: text, validatedOn: parseDay('2026-01-31') },
  ),
);
