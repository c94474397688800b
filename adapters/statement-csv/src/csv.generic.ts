import type { DelimitedRow } from '@lettrage/formats';
import { trimmedHeader } from './csv.layout.js';
import { normalise, type AmountRule, type CsvProfile } from './csv.profile.js';
import { MONTH_FIRST, numbersOf, proveDays, DAY_FIRST } from './csv.proof.js';
import type { GenericFormat } from './profiles/generic.formats.js';
import { PAID, RECEIVED, VOCABULARY, type Language, type Meaning } from './profiles/generic.vocabulary.js';

type Words = ReadonlyMap<string, readonly Language[]>;

const MEANINGS = new Map(
  Object.entries(VOCABULARY).map(([meaning, languages]) => [meaning as Meaning, wordsOf(languages)]),
);

function wordsOf(languages: Readonly<Record<Language, readonly string[]>>): Words {
  const words = new Map<string, Language[]>();
  for (const [language, texts] of Object.entries(languages)) {
    for (const text of texts) {
      const key = normalise(text);
      words.set(key, [...(words.get(key) ?? []), language as Language]);
    }
  }
  return words;
}

/** Columns found in a header by their words, and how well it is understood. */
export interface GenericHeader {
  readonly columns: Readonly<Partial<Record<Meaning, number>>>;
  readonly language: Language;
  /** Number of columns understood. */
  readonly score: number;
  /** What is still wanted: `date`, `amount`. */
  readonly missing: readonly string[];
}

/** Reads a row as a header of known words. */
export function genericHeader(row: DelimitedRow): GenericHeader {
  const header = trimmedHeader(row);
  const columns: Partial<Record<Meaning, number>> = {};
  const votes: Record<Language, number> = { fr: 0, en: 0, es: 0, de: 0 };
  for (const [meaning, words] of MEANINGS) {
    // A word further up the list says it better than its place in the file: `Date` beside `Booking Date`.
    for (const word of words.keys()) {
      const index = header.indexOf(word);
      if (index === -1 || Object.values(columns).includes(index)) continue;
      columns[meaning] = index;
      for (const language of words.get(word)!) votes[language]++;
      break;
    }
  }
  const byAmount = columns.amount !== undefined || (columns.debit !== undefined && columns.credit !== undefined);
  const missing = [
    ...(columns.bookingDate === undefined ? ['date'] : []),
    ...(byAmount ? [] : ['amount (or debit and credit)']),
  ];
  const language = (['en', 'fr', 'es', 'de'] as const).reduce(
    (best, next) => (votes[next] > votes[best] ? next : best),
    'en',
  );
  return { columns, language, score: Object.keys(columns).length, missing };
}

/** The profile a header of known words stands for. `below` are the rows under it. */
export function genericProfile(
  found: GenericHeader,
  below: readonly DelimitedRow[],
  format: GenericFormat,
): CsvProfile {
  const { columns } = found;
  const at = (meaning: Meaning): readonly number[] => (columns[meaning] === undefined ? [] : [columns[meaning]]);
  const ownIban = columns.account === undefined || isOneAccount(columns.account, below, found);
  const counterpartyIban = ownIban ? at('counterpartyIban') : at('account');
  const dayFirst = format.dayFirst ?? (found.language === 'en' ? undefined : true);
  return {
    id: format.id,
    title: format.title,
    recognise: [],
    bookingDate: at('bookingDate'),
    valueDate: at('valueDate'),
    label: [at('label')],
    counterpartyName: at('counterpartyName'),
    counterpartyIban,
    bankReference: at('reference'),
    account: ownIban ? at('account') : [],
    currencyColumn: at('currency'),
    amount: amountRule(columns, at),
    balance: at('balance'),
    numbers: format.decimal === undefined ? undefined : numbersOf(format.decimal),
    dates: datesOf(columns.bookingDate, below, dayFirst),
  };
}

/** Left undefined where the file must prove the order and the header's language does not say it. */
function datesOf(
  column: number | undefined,
  below: readonly DelimitedRow[],
  dayFirst: boolean | undefined,
): CsvProfile['dates'] {
  if (dayFirst === undefined || column === undefined) return undefined;
  const proof = proveDays(
    below.map((row) => row.cells[column] ?? ''),
    dayFirst,
  );
  return 'value' in proof ? proof.value : dayFirst ? DAY_FIRST : MONTH_FIRST;
}

function amountRule(columns: GenericHeader['columns'], at: (meaning: Meaning) => readonly number[]): AmountRule {
  if (columns.amount !== undefined && columns.direction !== undefined) {
    return { kind: 'absolute', column: at('amount'), direction: at('direction'), received: RECEIVED, paid: PAID };
  }
  if (columns.amount !== undefined) return { kind: 'signed', column: at('amount') };
  return { kind: 'debit-credit', debit: at('debit'), credit: at('credit'), debitSign: 'either' };
}

/** A column headed `IBAN` that changes with nearly every line holds the other side, not the account. */
function isOneAccount(column: number, below: readonly DelimitedRow[], found: GenericHeader): boolean {
  if (found.columns.counterpartyIban !== undefined) return true;
  const values = below.map((row) => row.cells[column]?.trim() ?? '').filter((value) => value !== '');
  return new Set(values).size <= Math.max(1, values.length / 4);
}
