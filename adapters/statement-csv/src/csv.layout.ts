import type { Day } from '@lettrage/adapter-sdk';
import {
  readAmount,
  tryReadDay,
  unwrapFormula,
  type AmountFormat,
  type DayFormat,
  type DelimitedRow,
} from '@lettrage/formats';
import { normalise, type AmountRule, type Columns, type CsvProfile } from './csv.profile.js';
import { proveDays, proveNumbers } from './csv.proof.js';

/** The amount rule with positions in place of names. */
export type AmountColumns =
  | { readonly kind: 'signed'; readonly column: number }
  | {
      readonly kind: 'debit-credit';
      readonly debit: number;
      readonly credit: number;
      readonly debitSign: 'negative' | 'positive' | 'either';
    }
  | {
      readonly kind: 'absolute';
      readonly column: number;
      readonly direction: number;
      readonly received: readonly string[];
      readonly paid: readonly string[];
    };

/** A profile applied to one file: columns by position, formats proven. */
export interface CsvLayout {
  readonly profile: CsvProfile;
  readonly delimiter: string;
  /** Line of the header; rows up to it are not movements. */
  readonly headerLine: number;
  /** Normalised header cells, to know a repeated header. */
  readonly header: readonly string[];
  readonly bookingDate: number;
  readonly valueDate?: number;
  readonly label: readonly number[];
  readonly additional: readonly number[];
  readonly optional: Readonly<Partial<Record<OptionalColumn, number>>>;
  readonly amount: AmountColumns;
  readonly numbers: AmountFormat;
  readonly balanceNumbers: AmountFormat;
  readonly dates: readonly DayFormat[];
  readonly above: AboveFacts;
}

/** Columns a row may or may not have. */
export type OptionalColumn =
  | 'counterpartyName'
  | 'counterpartyIban'
  | 'bankReference'
  | 'account'
  | 'product'
  | 'currencyColumn'
  | 'fee'
  | 'balance'
  | 'status';

/** What the lines above the header say of the statement. Amounts are canonical decimal strings. */
export interface AboveFacts {
  readonly account?: string;
  readonly currency?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly balance?: string;
  readonly balanceDate?: Day;
  readonly count?: string;
}

/** A layout that cannot be used, with the reason for a person. */
export interface LayoutRefusal {
  readonly code: string;
  readonly message: string;
  readonly line: number;
}

/**
 * Applies a profile to a file whose header (or first line) is `rows[at]`: finds the columns, proves what the profile
 * leaves open on the rows below. Refuses what cannot be proven.
 */
export function applyProfile(
  profile: CsvProfile,
  delimiter: string,
  rows: readonly DelimitedRow[],
  at: number,
  headless: boolean,
): CsvLayout | LayoutRefusal {
  const headerRow = rows[at]!;
  const header = headless ? [] : trimmedHeader(headerRow);
  const first = (columns: Columns | undefined): number | undefined => {
    for (const column of columns ?? []) {
      const index = typeof column === 'number' ? column : header.indexOf(normalise(column));
      if (index >= 0) return index;
    }
    return undefined;
  };
  const bookingDate = first(profile.bookingDate);
  const amount = amountColumns(profile.amount, first);
  if (bookingDate === undefined || amount === undefined) {
    const message = `the header of profile ${profile.id} has no column for the ${bookingDate === undefined ? 'date' : 'amount'}`;
    return { code: 'missing-column', message, line: headerRow.line };
  }
  const below = rows.slice(at + 1);
  const cells = (index: number | undefined): string[] =>
    index === undefined ? [] : below.map((row) => unwrapFormula(row.cells[index] ?? ''));
  const amountCells =
    amount.kind === 'debit-credit' ? [...cells(amount.debit), ...cells(amount.credit)] : cells(amount.column);
  const numbers = profile.numbers ? { value: profile.numbers } : proveNumbers(amountCells);
  if ('unclear' in numbers)
    return unclear('unclear-decimals', numbers.unclear, 'csv.generic-comma or csv.generic-point', headerRow.line);
  const dates = profile.dates ? { value: profile.dates } : proveDays(cells(bookingDate), undefined);
  if ('unclear' in dates)
    return unclear('unclear-dates', dates.unclear, 'csv.generic-dmy or csv.generic-mdy', headerRow.line);
  const balance = first(profile.balance);
  const balanceNumbers = profile.balanceNumbers ?? profile.numbers ?? provenOr(numbers.value, cells(balance));
  return {
    profile,
    delimiter,
    headerLine: headerRow.line,
    header,
    bookingDate,
    valueDate: first(profile.valueDate),
    label: present(profile.label.map(first)),
    additional: present((profile.additional ?? []).map(first)),
    optional: {
      counterpartyName: first(profile.counterpartyName),
      counterpartyIban: first(profile.counterpartyIban),
      bankReference: first(profile.bankReference),
      account: first(profile.account),
      product: first(profile.product),
      currencyColumn: first(profile.currencyColumn),
      fee: first(profile.fee),
      balance,
      status: first(profile.status?.column),
    },
    amount,
    numbers: numbers.value,
    balanceNumbers,
    dates: dates.value,
    above: aboveFacts(profile, rows.slice(0, headless ? at + 1 : at), dates.value, numbers.value),
  };
}

/** Normalised cells of a header, empty ones at the end (trailing separators) left out. */
export function trimmedHeader(row: DelimitedRow): readonly string[] {
  const cells = row.cells.map((cell) => normalise(unwrapFormula(cell)));
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  return cells;
}

function amountColumns(rule: AmountRule, first: (columns: Columns) => number | undefined): AmountColumns | undefined {
  if (rule.kind === 'debit-credit') {
    const [debit, credit] = [first(rule.debit), first(rule.credit)];
    return debit === undefined || credit === undefined
      ? undefined
      : { kind: rule.kind, debit, credit, debitSign: rule.debitSign };
  }
  const column = first(rule.column);
  if (column === undefined) return undefined;
  if (rule.kind === 'signed') return { kind: rule.kind, column };
  const direction = first(rule.direction);
  return direction === undefined
    ? undefined
    : { kind: rule.kind, column, direction, received: rule.received, paid: rule.paid };
}

function unclear(code: string, reason: string, profiles: string, line: number): LayoutRefusal {
  return { code, message: `${reason}; nothing is guessed: read it again with --profile ${profiles}`, line };
}

function provenOr(fallback: AmountFormat, cells: readonly string[]): AmountFormat {
  const proof = proveNumbers(cells);
  return 'value' in proof && cells.some((cell) => /[.,]/.test(cell)) ? proof.value : fallback;
}

function present(columns: readonly (number | undefined)[]): readonly number[] {
  return columns.filter((column) => column !== undefined);
}

function aboveFacts(
  profile: CsvProfile,
  rows: readonly DelimitedRow[],
  dates: readonly DayFormat[],
  numbers: AmountFormat,
): AboveFacts {
  const found: Record<string, string> = {};
  for (const row of rows) {
    const text = row.cells.map((cell) => unwrapFormula(cell).trim()).join(';');
    for (const pattern of profile.above ?? []) {
      for (const [name, value] of Object.entries(pattern.exec(text)?.groups ?? {})) {
        if (value !== undefined) found[name] ??= value.trim();
      }
    }
  }
  const day = (text: string | undefined): Day | undefined => (text === undefined ? undefined : tryReadDay(text, dates));
  return {
    account: found['iban'] ?? found['number'],
    currency: found['currency'],
    from: day(found['from']),
    to: day(found['to']),
    balance: found['balance'] === undefined ? undefined : readAmount(found['balance'], numbers),
    balanceDate: day(found['balanceDate']),
    count: found['count'],
  };
}
