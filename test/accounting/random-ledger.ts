import { formatMinor, type JournalEntry } from '@lettrage/domain';
import { Random } from './random.js';

/** Texts that mean something to some program, lack in some charset, or are longer than any field. */
const TEXTS = [
  'Facture FA2026-0001',
  'Règlement client n° 12 – solde',
  'a;b,c|d\te"f\'g',
  'line one\r\nline two\nthree\rfour',
  'naïve œuvre Œ € Š ž Ÿ ½ … “quoted” ‘x’',
  'Łódź Ελλάς 東京 한국 العربية',
  '👍🏽 👨‍👩‍👧 🇫🇷 ok',
  'nul\0bell\x07esc\x1b[31m del\x7f nel\u0085 ls\u2028 bom\ufeff zw\u200b rtl\u202e',
  'x'.repeat(400),
  'é'.repeat(90),
  '  leading and trailing  ',
  '=cmd|calc!A0',
  '; comment # * ! % ~ [2026-01-01] (note) {lot} @ 5 @@ 6 == 7',
  '2026-01-31 * "Payee" "x" #tag ^link',
  'key: value, other:: 2',
  '\\N \\t \\" \\\\',
  '-',
  '/',
  '0',
  '<a href="x">&amp;&#0;</a> ]]>',
  'lone \ud800 half',
  'e\u0301 combining',
] as const;
const JOURNALS = ['VE', 'BQ', 'OD', 'AN', 'VENTES', 'B1', 'ÉT', 'V|1', 'j 2'] as const;
const ACCOUNTS = [
  '411',
  '411000',
  '41100000',
  '4110000000001',
  '411ACME',
  '512000',
  '707',
  '70700000000',
  '445710',
  '6270001',
  '101300',
  '530',
  '4',
];
const CURRENCIES = ['USD', 'JPY', 'TND', 'GBP'] as const;

/** What a random ledger is made of; a share of 100 each. */
export interface LedgerTaste {
  /** Odd texts, journals and accounts. */
  readonly odd: number;
  /** What no format may carry: unbalanced, out of the year, wider than any field. */
  readonly bad: number;
}

/** A random ledger of the year 2026, as any program may hand it over. */
export function randomLedger(seed: number, taste: LedgerTaste): JournalEntry[] {
  const random = new Random(seed);
  const counters = new Map<string, number>();
  const days = Array.from({ length: random.int(1, 25) }, () => dayOf(random, taste)).sort();
  return days.map((date) => {
    const journal = random.chance(taste.odd) ? random.pick(JOURNALS)! : random.pick(['VE', 'BQ', 'OD'])!;
    const count = (counters.get(journal) ?? 0) + 1;
    counters.set(journal, count);
    const pieceDate = random.chance(70) ? date : dayOf(random, { odd: 0, bad: 0 });
    return {
      journal,
      journalLabel: random.chance(taste.odd) ? text(random) : `Journal ${journal}`,
      number: `${journal}${String(count).padStart(5, '0')}`,
      date,
      piece: random.chance(taste.odd) ? text(random) : `P${seed}-${journal}-${count}`,
      pieceDate,
      label: random.chance(taste.odd) ? text(random) : `Écriture ${count}`,
      ...(random.chance(60) ? { validatedOn: '2026-12-31' } : {}),
      lines: linesOf(random, taste),
    } as JournalEntry;
  });
}

function linesOf(random: Random, taste: LedgerTaste): JournalEntry['lines'] {
  const amounts = amountsOf(random, taste);
  return amounts.map((amount) => {
    const isNegative = random.chance(taste.odd / 3);
    const isDebit = amount > 0n !== isNegative;
    const shown = formatMinor(isNegative ? (amount > 0n ? -amount : amount) : amount > 0n ? amount : -amount, 'EUR');
    const account = random.chance(taste.odd)
      ? random.pick(ACCOUNTS)!
      : random.pick(['411000', '512000', '707000', '445710'])!;
    const isThird = account.startsWith('411');
    return {
      account,
      accountLabel: random.chance(taste.odd / 2) ? text(random) : `Compte ${account}`,
      ...(isThird && random.chance(80) ? auxiliaryOf(random, taste) : {}),
      ...(random.chance(30) ? { label: random.chance(taste.odd) ? text(random) : 'Ligne' } : {}),
      debit: isDebit ? shown : '0.00',
      credit: isDebit ? '0.00' : shown,
      ...(isThird && random.chance(30) ? { lettering: letteringOf(random, taste) } : {}),
      ...(random.chance(taste.odd / 3) ? { foreign: foreignOf(random) } : {}),
      ...(isThird && random.chance(50) ? { dueDate: dayOf(random, { odd: 0, bad: 0 }) } : {}),
    } as JournalEntry['lines'][number];
  });
}

/** Signed amounts, debits positive, that add up to zero unless the entry is to be bad. */
function amountsOf(random: Random, taste: LedgerTaste): bigint[] {
  if (random.chance(taste.odd / 10)) return [0n];
  const most = random.chance(taste.bad) ? 10n ** 15n : random.chance(taste.odd) ? 10n ** 11n : 1_000_000n;
  const first = Array.from({ length: random.int(1, 4) }, () => random.amount(-most, most)).map((each) =>
    each === 0n ? 1n : each,
  );
  const sum = first.reduce((total, each) => total + each, 0n);
  const off = random.chance(taste.bad) ? 1n : 0n;
  return [...first, ...(sum === 0n ? [] : [-sum + off]), ...(random.chance(taste.odd / 5) ? [0n] : [])];
}

function auxiliaryOf(random: Random, taste: LedgerTaste): object {
  const auxiliary = random.chance(taste.odd / 4)
    ? text(random)
    : `C${String(random.int(1, 40)).padStart(random.int(3, 5), '0')}`;
  return {
    auxiliary,
    ...(random.chance(80) ? { auxiliaryLabel: random.chance(taste.odd) ? text(random) : `Client ${auxiliary}` } : {}),
  };
}

function letteringOf(random: Random, taste: LedgerTaste): object {
  const code = random.pick(random.chance(taste.odd) ? ['a', 'ab', 'AAAA', 'LET1', 'é'] : ['A', 'B', 'AA', 'AAA'])!;
  return { code, date: random.chance(20) ? '2027-02-01' : dayOf(random, { odd: 0, bad: 0 }) };
}

function foreignOf(random: Random): object {
  const currency = random.pick(CURRENCIES)!;
  return { amount: formatMinor(random.amount(-10_000_000n, 10_000_000n), currency), currency };
}

function dayOf(random: Random, taste: LedgerTaste): string {
  const year = random.chance(taste.bad) ? random.pick([2024, 2025, 2027, 1999])! : 2026;
  return `${year}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
}

function text(random: Random): string {
  return random.pick(TEXTS)!;
}
