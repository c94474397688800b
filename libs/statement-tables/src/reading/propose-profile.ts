import { tryReadDay } from '@lettrage/formats';
import { GENERIC_FORMATS } from '../generic.formats.js';
import type { Column, Columns, TableProfile } from '../profile.js';
import { profileByContent } from './content-profile.js';
import { bookingColumn, genericProfile } from './generic-profile.js';
import { PAID, RECEIVED } from './header-words.js';
import { genericCandidates, recogniseTable } from './recognise.js';
import { applyProfile, trimmedHeader, type LayoutRefusal, type Placement, type TableLayout } from './table-layout.js';
import type { CandidateTable } from './table-row.js';
import type { UserProfile } from './user-profile.js';

/** A profile to check, with what it could not find out. */
export type ProposedProfile = UserProfile & {
  /** For the person: what to fill in or look at. Not read. */
  readonly check: readonly string[];
};

/**
 * A profile for a table, for a person to confirm: the layout that would be read, else what the columns seem to hold.
 * Undefined where no column holds days beside one that holds amounts.
 */
export function proposeProfile(tables: readonly CandidateTable[], prefix: 'csv' | 'xlsx'): ProposedProfile | undefined {
  const known = recogniseTable(tables, prefix);
  const guess = 'profile' in known ? undefined : guessed(tables);
  const layout = 'profile' in known ? known : guess?.layout;
  if (!layout) return undefined;
  return {
    ...userProfile(layout, prefix, datesMet(tables, layout)),
    check: checks(layout, guess?.refusal, guess?.proven ?? true),
  };
}

interface Guess {
  readonly layout: TableLayout;
  readonly refusal?: LayoutRefusal;
  readonly proven: boolean;
}

/** A layout nobody may read with before a person has looked at it. */
function guessed(tables: readonly CandidateTable[]): Guess | undefined {
  const format = GENERIC_FORMATS[0]!;
  const [best] = genericCandidates(tables);
  const content = profileByContent(tables, format);
  const byWords =
    best !== undefined &&
    best.found.missing.every((what) => what === 'date') &&
    bookingColumn(best.found, best.table.rows.slice(best.at + 1)) !== undefined;
  const placement: Placement | undefined = byWords
    ? { table: best.table, at: best.at, kind: 'header' }
    : content?.placement;
  if (!placement) return undefined;
  const profile = byWords ? genericProfile(best.found, best.table.rows.slice(best.at + 1), format) : content!.profile;
  const layout = applyProfile(profile, placement);
  if ('profile' in layout) return { layout, proven: byWords || content!.proven };
  // What is unclear is left for the person to say; a point and day first only stand in for it.
  const assumed = applyProfile({ ...profile, numbers: { decimal: '.' } }, { ...placement, dayFirst: true });
  return 'profile' in assumed ? { layout: assumed, refusal: layout, proven: false } : undefined;
}

function userProfile(layout: TableLayout, prefix: 'csv' | 'xlsx', dates: readonly string[]): UserProfile {
  const { profile, headerCells, delimiter, numbers, optional } = layout;
  const header = headerCells.map((cell) => cell.trim());
  const names = trimmedHeader({ cells: headerCells, line: 1 });
  const column = (index: number): Column =>
    header[index] && names.indexOf(names[index]!) === names.lastIndexOf(names[index]!) ? header[index] : index;
  const columns: Record<string, Column | readonly Column[]> = { bookingDate: column(layout.bookingDate) };
  const put = (name: string, indexes: readonly (number | undefined)[]): void => {
    const found = indexes.filter((index) => index !== undefined).map(column);
    if (found.length > 0) columns[name] = found.length === 1 ? found[0]! : found;
  };
  put('valueDate', [layout.valueDate]);
  put('label', layout.label);
  put('additional', layout.additional);
  for (const name of [
    'counterpartyName',
    'counterpartyIban',
    'counterpartyBic',
    'bankReference',
    'endToEndId',
    'mandateId',
    'structuredReference',
    'account',
    'balance',
    'fee',
  ] as const)
    put(name, [optional[name]]);
  put('currency', [optional.currencyColumn]);
  return {
    format: `statement-${prefix}`,
    id: 'my-bank',
    title: 'My bank',
    ...(names.length > 0 ? { header: header.filter((cell) => cell !== '') } : {}),
    ...(prefix === 'csv' ? { delimiter } : {}),
    decimal: numbers.decimal,
    dates,
    ...(currencyOf(layout, profile) === undefined ? {} : { currency: currencyOf(layout, profile) }),
    amount: amountOf(layout, column),
    columns,
  };
}

/** Of the ways to write days that the layout allows, those that read days of the file. */
function datesMet(tables: readonly CandidateTable[], layout: TableLayout): readonly string[] {
  const rows = tables.filter(({ delimiter }) => delimiter === layout.delimiter).flatMap((table) => table.rows);
  const cells = rows.slice(0, 500).map((row) => row.cells[layout.bookingDate] ?? '');
  const met = layout.dates.filter((format) => cells.some((cell) => tryReadDay(cell, [format]) !== undefined));
  return met.length > 0 ? met : layout.dates;
}

function currencyOf(layout: TableLayout, profile: TableProfile): string | undefined {
  return layout.optional.currencyColumn === undefined
    ? (layout.headerCurrency ?? profile.currency ?? 'EUR')
    : undefined;
}

function amountOf(layout: TableLayout, column: (index: number) => Column): UserProfile['amount'] {
  const { amount } = layout;
  if (amount.kind === 'debit-credit') return { debit: column(amount.debit), credit: column(amount.credit) };
  if (amount.kind === 'absolute')
    return {
      column: column(amount.column),
      direction: column(amount.direction),
      // The words every profile knows need not be said.
      ...(amount.received === RECEIVED && amount.paid === PAID ? {} : { received: amount.received, paid: amount.paid }),
    };
  return { column: column(amount.kind === 'signed' ? amount.column : amount.source.amount) };
}

function checks(layout: TableLayout, refusal: LayoutRefusal | undefined, proven: boolean): string[] {
  const { optional, label, profile } = layout;
  const named = (columns: Columns | undefined): boolean => (columns?.length ?? 0) > 0;
  return [
    ...(refusal
      ? [`not clear: ${refusal.message.split('; nothing is guessed')[0]}. Set "decimal" and "dates" to what is right`]
      : []),
    ...(proven ? [] : ['the columns were told apart by what they hold: check each']),
    ...(optional.currencyColumn === undefined && layout.headerCurrency === undefined && profile.currency === undefined
      ? ['no column names the currency: "currency" is assumed']
      : []),
    ...(optional.balance === undefined && !named(profile.balance)
      ? ['no balance column: signs and order cannot be proven']
      : []),
    ...(label.length === 0 ? ['no column for the text of the movement'] : []),
    'set "id" and "title", then read with --profile and this file',
  ];
}
