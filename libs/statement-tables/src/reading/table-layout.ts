import { compact, decimalsOf, isCurrency, isIban } from '@lettrage/domain';
import type { AmountFormat, DayFormat } from '@lettrage/formats';
import { unwrapFormula } from '@lettrage/formats';
import { normalise, type AmountRule, type Columns, type TableProfile, type TransferSide } from '../profile.js';
import { currencyNamed } from './cell-amount.js';
import { genericHeader } from './generic-header.js';
import { countryOfHeader } from './header-country.js';
import { currencyOfCountry, dayFirstBy } from './region.js';
import { proveDays, proveNumbers, type Proof } from './proof.js';
import type { CandidateTable, TableRow } from './table-row.js';

/** A side of a transfer with positions in place of names. */
export interface SideColumns {
  readonly amount: number;
  readonly currency: number;
  readonly fee?: number;
  readonly name?: number;
}

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
    }
  | {
      readonly kind: 'sided';
      readonly direction: number;
      readonly received: readonly string[];
      readonly paid: readonly string[];
      readonly exchanged: readonly string[];
      readonly source: SideColumns;
      readonly target: SideColumns;
    };

/** Columns a row may or may not have. */
const OPTIONAL = [
  'counterpartyName',
  'counterpartyIban',
  'counterpartyBic',
  'ultimateName',
  'bankReference',
  'endToEndId',
  'mandateId',
  'paymentInformationId',
  'structuredReference',
  'returnReason',
  'code',
  'account',
  'product',
  'currencyColumn',
  'fee',
  'balance',
] as const;
export type OptionalColumn = (typeof OPTIONAL)[number];

/** A state column by position. */
export interface StateColumn {
  readonly column: number;
  readonly rule: NonNullable<TableProfile['states']>[number];
}

/** A profile applied to one file: columns by position, formats proven. */
export interface TableLayout {
  readonly profile: TableProfile;
  readonly delimiter: string;
  /** Line of the header; rows up to it are not movements. Without a header, the line before the first movement. */
  readonly headerLine: number;
  /** Normalised header cells, to know a repeated header. */
  readonly header: readonly string[];
  readonly headerCells: readonly string[];
  /** Cells a row has at most; more would mean that a separator inside a text moved the amounts. */
  readonly width: number;
  readonly bookingDate: number;
  readonly valueDate?: number;
  readonly label: readonly number[];
  readonly additional: readonly number[];
  readonly optional: Readonly<Partial<Record<OptionalColumn, number>>>;
  readonly original?: { readonly amount: number; readonly currency: number; readonly rate?: number };
  readonly states: readonly StateColumn[];
  readonly amount: AmountColumns;
  readonly numbers: AmountFormat;
  /** Every amount of the sample has two decimals. */
  readonly writesCents: boolean;
  readonly balanceNumbers: AmountFormat;
  readonly dates: readonly DayFormat[];
  /** Currency that the header of the amount column names: `Amount (GBP)`. */
  readonly headerCurrency?: string;
  /** What the account is likely kept in where nothing names a currency, by its IBAN or the language of the header. */
  readonly likelyCurrency?: string;
  /** Rows above the header (or the first line, where there is none): they may hold account, period and balance. */
  readonly aboveRows: readonly TableRow[];
}

/** A layout that cannot be used, with the reason for a person. */
export interface LayoutRefusal {
  readonly code: string;
  readonly message: string;
  readonly line: number;
}

/** How a profile meets a file: under which delimiter, and where its header stands. */
export interface Placement {
  readonly table: CandidateTable;
  /** Index of the header among the rows; of the first line where there is no header. */
  readonly at: number;
  /** `headless`: no header, the line tells facts; `data`: no header, the line is a movement. */
  readonly kind: 'header' | 'headless' | 'data';
  /** What the user said of the file, where he did. */
  readonly dayFirst?: boolean;
  /** `csv` or `xlsx`, for messages that name a profile. */
  readonly prefix?: string;
}

/**
 * Applies a profile to a file: finds the columns, proves what the profile leaves open on the rows below. Refuses what
 * cannot be proven.
 */
export function applyProfile(profile: TableProfile, placement: Placement): TableLayout | LayoutRefusal {
  const { table, at, kind } = placement;
  const { rows } = table;
  const headerRow = rows[at]!;
  const header = kind === 'header' ? trimmedHeader(headerRow) : [];
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
  const below = rows.slice(kind === 'data' ? at : at + 1);
  const valueDate = first(profile.valueDate);
  const amountCells = textCells(below, amountPositions(amount)).filter((cell) => cell !== '');
  const likelyCurrency =
    currencyOfCountry(firstIban(below, first(profile.account))) ??
    (kind === 'header' && profile.recognise.length === 0 ? countryOfHeader(headerRow.cells)?.currency : undefined);
  const currency = onlyOne(textCells(below, present([first(profile.currencyColumn)]))) ?? likelyCurrency;
  const numbers = proveNumbers(amountCells, profile.numbers, currency === undefined ? 2 : decimalsOf(currency));
  if ('unclear' in numbers) return unclear('unclear-decimals', numbers.unclear, ['comma', 'point'], placement);
  const days = textCells(below, present([bookingDate, valueDate]));
  const dates = provenDays(profile, placement, days);
  if ('unclear' in dates) return unclear('unclear-dates', dates.unclear, ['dmy', 'mdy'], placement);
  const balance = first(profile.balance);
  const balanceNumbers = proveNumbers(textCells(below, present([balance])), profile.balanceNumbers ?? numbers.value);
  return {
    profile,
    delimiter: table.delimiter,
    headerLine: kind === 'data' ? headerRow.line - 1 : headerRow.line,
    header,
    headerCells: kind === 'header' ? headerRow.cells : [],
    width: widthOf(kind === 'header' ? headerRow : undefined, below, table.delimiter),
    bookingDate,
    valueDate,
    label: present(profile.label.map(first)),
    additional: present((profile.additional ?? []).map(first)),
    optional: Object.fromEntries(OPTIONAL.map((name) => [name, first(profile[name])])),
    original: originalColumns(profile, first),
    states: (profile.states ?? []).flatMap((rule) => {
      const column = first(rule.column);
      return column === undefined ? [] : [{ column, rule }];
    }),
    amount,
    numbers: numbers.value,
    writesCents: below.slice(0, -1).length > 0 && writesCents(amountCells),
    balanceNumbers: 'value' in balanceNumbers ? balanceNumbers.value : numbers.value,
    dates: dates.value,
    headerCurrency: headerCurrency(headerRow, [...amountPositions(amount), ...present([balance])], kind),
    likelyCurrency,
    aboveRows: rows.slice(0, kind === 'headless' ? at + 1 : at),
  };
}

/** The currency of a column that has no other. */
function onlyOne(cells: readonly string[]): string | undefined {
  const found = new Set(cells.filter((cell) => isCurrency(cell)));
  return found.size === 1 ? [...found][0] : undefined;
}

function firstIban(rows: readonly TableRow[], column: number | undefined): string | undefined {
  if (column === undefined) return undefined;
  for (const { cells } of rows.slice(0, 50)) {
    const text = compact(unwrapFormula((cells[column] ?? '').trim()));
    if (text.length > 14 && text.length < 40 && isIban(text)) return text;
  }
  return undefined;
}

/** All but the last, which may be cut. */
function writesCents(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.slice(0, -1).every((cell) => /[.,]\d{2}\D*$/.test(cell));
}

/** Normalised cells of a header, empty ones at the end (trailing separators) left out. */
export function trimmedHeader(row: TableRow): readonly string[] {
  const cells = row.cells.map((cell) => normalise(unwrapFormula(cell.trim())));
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  return cells;
}

/** Positions of the cells an amount is read from. */
export function amountPositions(amount: AmountColumns): readonly number[] {
  if (amount.kind === 'debit-credit') return [amount.debit, amount.credit];
  return amount.kind === 'sided' ? [amount.source.amount, amount.target.amount] : [amount.column];
}

function amountColumns(rule: AmountRule, first: (columns?: Columns) => number | undefined): AmountColumns | undefined {
  if (rule.kind === 'debit-credit') {
    const [debit, credit] = [first(rule.debit), first(rule.credit)];
    return debit === undefined || credit === undefined
      ? undefined
      : { kind: rule.kind, debit, credit, debitSign: rule.debitSign };
  }
  if (rule.kind === 'signed') {
    const column = first(rule.column);
    return column === undefined ? undefined : { kind: rule.kind, column };
  }
  const direction = first(rule.direction);
  if (direction === undefined) return undefined;
  if (rule.kind === 'sided') {
    const [source, target] = [sideColumns(rule.source, first), sideColumns(rule.target, first)];
    return source && target ? { ...rule, direction, source, target } : undefined;
  }
  const column = first(rule.column);
  return column === undefined ? undefined : { ...rule, column, direction };
}

function sideColumns(side: TransferSide, first: (columns?: Columns) => number | undefined): SideColumns | undefined {
  const [amount, currency] = [first(side.amount), first(side.currency)];
  return amount === undefined || currency === undefined
    ? undefined
    : { amount, currency, fee: first(side.fee), name: first(side.name) };
}

function originalColumns(
  { original }: TableProfile,
  first: (columns?: Columns) => number | undefined,
): TableLayout['original'] {
  const [amount, currency] = [first(original?.amount), first(original?.currency)];
  return amount === undefined || currency === undefined ? undefined : { amount, currency, rate: first(original?.rate) };
}

/** Cells of some columns that are text: a spreadsheet's numbers prove nothing of how texts are written. */
function textCells(rows: readonly TableRow[], columns: readonly number[]): string[] {
  return columns.flatMap((column) =>
    rows.filter((row) => row.typed?.[column] !== true).map((row) => unwrapFormula((row.cells[column] ?? '').trim())),
  );
}

/** What is known of the bank is the hint; a user's own formats are taken as they are. */
function provenDays(
  profile: TableProfile,
  placement: Placement,
  cells: readonly string[],
): Proof<readonly DayFormat[]> {
  if (placement.dayFirst !== undefined) return proveDays(cells, placement.dayFirst, true);
  const { dates } = profile;
  const { table, at, kind } = placement;
  if (dates === undefined && kind === 'header')
    return proveDays(cells, dayFirstBy(genericHeader(table.rows[at]!).language, table.rows.slice(at + 1), cells));
  if (dates === undefined) return proveDays(cells, dayFirstBy('en', table.rows.slice(at)));
  // A spreadsheet's own days come as ISO days, which no other format is mistaken for.
  if (profile.datesFixed) return { value: ['YYYY-MM-DD', ...dates] };
  return proveDays(cells, !dates.some((format) => format.startsWith('MM')));
}

/**
 * The header's cells, or the rows' own where most of them have more; not where the comma parts the cells, since it may
 * as well part an amount from its cents.
 */
function widthOf(header: TableRow | undefined, rows: readonly TableRow[], delimiter: string): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const width = filledWidth(row.cells);
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [usual] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0];
  if (header === undefined) return usual;
  return delimiter === ',' ? header.cells.length : Math.max(header.cells.length, usual);
}

/** Cells of a row without the empty ones at its end. */
export function filledWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && cells[width - 1]!.trim() === '') width--;
  return width;
}

function headerCurrency(row: TableRow, positions: readonly number[], kind: Placement['kind']): string | undefined {
  if (kind !== 'header') return undefined;
  for (const position of positions) {
    const text = row.cells[position] ?? '';
    const name = /[([]\s*([A-Z]{3}|€|£|\$|EUROS?)\s*[)\]]|\b(?:en|in|im)\s+([A-Z]{3}|€|£)\s*$|\s([A-Z]{3})\s*$/i.exec(
      text,
    );
    const currency = currencyNamed((name?.[1] ?? name?.[2] ?? name?.[3] ?? '').toUpperCase());
    if (currency !== undefined) return currency;
    if (/\beuro[as]?\b|€/i.test(text)) return 'EUR';
  }
  return undefined;
}

function unclear(code: string, reason: string, choices: readonly string[], placement: Placement): LayoutRefusal {
  const profiles = choices.map((choice) => `${placement.prefix ?? 'csv'}.generic-${choice}`).join(' or ');
  const { line } = placement.table.rows[placement.at]!;
  return { code, message: `${reason}; nothing is guessed: read it again with --profile ${profiles}`, line };
}

function present(columns: readonly (number | undefined)[]): readonly number[] {
  return columns.filter((column) => column !== undefined);
}
