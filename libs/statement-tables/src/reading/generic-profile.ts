import { compact, isCurrency, isIban } from '@lettrage/domain';
import { unwrapFormula } from '@lettrage/formats';
import type { GenericFormat } from '../generic.formats.js';
import { normalise, type AmountRule, type StateRule, type TableProfile } from '../profile.js';
import { isSigned } from './cell-amount.js';
import { DAY_FIRST, MONTH_FIRST, tryCellDay, YEAR_FIRST } from './cell-day.js';
import type { GenericHeader } from './generic-header.js';
import { BOOKED, PAID, PENDING, RECEIVED, saysDirection, VOID, type Meaning } from './header-words.js';
import { numbersOf } from './proof.js';
import { dayFirstBy } from './region.js';
import type { TableRow } from './table-row.js';

/** The profile a header of known words stands for. `below` are the rows under it; what they hold decides. */
export function genericProfile(found: GenericHeader, below: readonly TableRow[], format: GenericFormat): TableProfile {
  const { columns } = found;
  const at = (meaning: Meaning): readonly number[] => (columns[meaning] === undefined ? [] : [columns[meaning]]);
  const values = (column: number | undefined): string[] =>
    column === undefined
      ? []
      : below.map((row) => unwrapFormula((row.cells[column] ?? '').trim())).filter((cell) => cell !== '');
  const byContent = contentColumns(found, below, values);
  const ownAccount =
    columns.account === undefined ||
    columns.counterpartyIban !== undefined ||
    isOneAccount(values(columns.account), values(bookingColumn(found, below)).length);
  const amount = amountRule(columns, at, values, Math.max(0, ...below.slice(0, 50).map(({ cells }) => cells.length)));
  const direction = amount.kind === 'absolute' ? amount.direction[0] : undefined;
  const named = [
    ...found.texts.filter(
      (column) => column !== direction && (found.texts.length === 1 || !saysDirection(values(column))),
    ),
    ...(found.texts.length === 0 ? [...found.notes, ...at('reference')] : found.notes),
  ];
  const others = textColumns(found, below, values, Object.values(byContent));
  // Without a column that is headed as a text the longest is it; what nobody understands is kept beside it.
  const texts = named.length > 0 ? named : others.slice(0, 1);
  const bookingDate = bookingColumn(found, below);
  const dayFirst = format.dayFirst ?? dayFirstBy(found.language, below, values(bookingDate));
  return {
    id: format.id,
    title: format.title,
    recognise: [],
    bookingDate: bookingDate === undefined ? [] : [bookingDate],
    valueDate: columns.valueDate !== bookingDate && holdsDays(values(columns.valueDate)) ? at('valueDate') : [],
    label: texts.map((column) => [column]),
    additional: [
      ...(columns.direction === columns.kind ? [] : [at('kind')]),
      ...others.filter((column) => !texts.includes(column)).map((column) => [column]),
    ],
    counterpartyName: at('counterpartyName'),
    counterpartyIban: [...(ownAccount ? at('counterpartyIban') : at('account')), ...present(byContent.otherIban)].slice(
      0,
      1,
    ),
    counterpartyBic: at('counterpartyBic'),
    bankReference: texts.includes(columns.reference ?? -1) ? [] : at('reference'),
    endToEndId: at('endToEndId'),
    mandateId: at('mandateId'),
    structuredReference: at('structured'),
    account: [...(ownAccount ? at('account') : []), ...present(byContent.account)].slice(0, 1),
    // A column `Valuta` is the value day at some banks, the currency at others.
    currencyColumn: [columns.currency, columns.valueDate, byContent.currency]
      .filter((column) => column !== undefined && isCurrencyColumn(values(column)))
      .map((column) => column!),
    amount,
    original: { amount: at('originalAmount'), currency: at('originalCurrency'), rate: at('rate') },
    balance: at('balance'),
    numbers: format.decimal === undefined ? undefined : numbersOf(format.decimal),
    dates: dayFirst ? DAY_FIRST : undefined,
    states: stateRules(columns.status, values(columns.status)),
  };
}

/** Columns of no known word that their values give away: the account's IBAN, the other side's, the currency. */
function contentColumns(
  { columns, texts, notes }: GenericHeader,
  below: readonly TableRow[],
  values: (column: number | undefined) => string[],
): { readonly account?: number; readonly otherIban?: number; readonly currency?: number } {
  const taken = new Set([...Object.values(columns), ...texts, ...notes]);
  const width = Math.max(0, ...below.slice(0, 50).map(({ cells }) => cells.length));
  const found: { account?: number; otherIban?: number; currency?: number } = {};
  for (let column = 0; column < width; column++) {
    const cells = taken.has(column) ? [] : values(column);
    if (cells.length === 0) continue;
    const different = new Set(cells).size;
    const ibans = cells.every((cell) => cell.length > 14 && cell.length < 45 && isIban(compact(cell)));
    if (ibans && different === 1 && cells.length > 1 && columns.account === undefined) found.account ??= column;
    else if (ibans && different > 1 && columns.counterpartyIban === undefined) found.otherIban ??= column;
    else if (columns.currency === undefined && cells.every((cell) => /^[A-Z]{3}$/.test(cell) && isCurrency(cell)))
      found.currency ??= column;
  }
  return found;
}

/** Columns of no known word that hold texts or numbers to refer to, those with most letters first. */
function textColumns(
  { columns, texts, notes }: GenericHeader,
  below: readonly TableRow[],
  values: (column: number | undefined) => string[],
  byContent: readonly (number | undefined)[],
): readonly number[] {
  const taken = new Set([...Object.values(columns), ...texts, ...notes, ...byContent]);
  const width = Math.max(0, ...below.slice(0, 50).map(({ cells }) => cells.length));
  const letters = (column: number): number =>
    values(column).reduce((sum, cell) => sum + cell.replace(/[^\p{L} ]/gu, '').length, 0);
  return Array.from({ length: width }, (_, column) => column)
    .filter((column) => !taken.has(column) && values(column).some((cell) => /\p{L}{2}|^\d[\d /-]{2,}\d$/u.test(cell)))
    .filter((column) => !holdsDays(values(column)) && !saysDirection(values(column)))
    .sort((a, b) => letters(b) - letters(a));
}

/** The column of the booking day by its word, else by the days it holds: the value day only where there is no other. */
export function bookingColumn({ columns }: GenericHeader, below: readonly TableRow[]): number | undefined {
  if (columns.bookingDate !== undefined) return columns.bookingDate;
  const taken = new Set(Object.values(columns));
  const width = Math.max(0, ...below.slice(0, 50).map(({ cells }) => cells.length));
  const free = Array.from({ length: width }, (_, column) => column).filter((column) => !taken.has(column));
  return [...free, columns.valueDate].find((column) => {
    const cells =
      column === undefined ? [] : below.map((row) => (row.cells[column] ?? '').trim()).filter((cell) => cell !== '');
    return cells.length > 0 && holdsDays(cells);
  });
}

/** Words a column of directions may have: two, and one for both or none. */
const MOST_DIRECTIONS = 3;

function amountRule(
  columns: GenericHeader['columns'],
  at: (meaning: Meaning) => readonly number[],
  values: (column: number | undefined) => string[],
  width: number,
): AmountRule {
  const both = columns.debit !== undefined && columns.credit !== undefined;
  // An amount column beside filled debit and credit columns repeats them, perhaps without sign.
  const useBoth =
    both && (columns.amount === undefined || values(columns.debit).length + values(columns.credit).length > 0);
  if (useBoth) return { kind: 'debit-credit', debit: at('debit'), credit: at('credit'), debitSign: 'either' };
  const amounts = values(columns.amount);
  // Where no amount has a sign, a column without a name may hold the direction.
  const unsigned = amounts.length > 0 && !amounts.some(isSigned);
  const unnamed = unsigned ? Array.from({ length: width }, (_, column) => column) : [];
  const direction = [columns.direction, columns.kind, ...unnamed].find((column) => {
    const told = values(column);
    if (column === undefined || column !== columns.direction)
      return told.length >= amounts.length && saysDirection(told);
    // A row that leaves out what its heading promises, or says it in a word nobody knows, is refused; it must not turn
    // the signs of all the others, nor money out into money in.
    if (unsigned && new Set(told).size <= MOST_DIRECTIONS) return told.length > 0;
    return (told.length >= amounts.length || unsigned) && saysDirection(told, true);
  });
  return direction === undefined
    ? { kind: 'signed', column: at('amount') }
    : { kind: 'absolute', column: at('amount'), direction: [direction], received: RECEIVED, paid: PAID };
}

/** A state column counts if all its values are known; a word no one knows is no reason to read pending lines as booked. */
function stateRules(column: number | undefined, values: readonly string[]): readonly StateRule[] {
  if (column === undefined) return [];
  const known = values.filter((value) => [...BOOKED, ...PENDING, ...VOID].includes(normalise(value)));
  if (known.length === 0) return [];
  return [{ column: [column], booked: ['', ...BOOKED], pending: PENDING, skipped: VOID }];
}

function present(column: number | undefined): readonly number[] {
  return column === undefined ? [] : [column];
}

function isCurrencyColumn(values: readonly string[]): boolean {
  const named = values.filter((value) => /^(?:[A-Za-z]{3}|€|£|\$|euros?)$/i.test(value)).length;
  // A header that comes again, or a caption below the table, makes it no other column.
  return named > 0 && named * 2 > values.length;
}

/** Nearly all are days: a column that is none must not spoil its rows. */
function holdsDays(values: readonly string[]): boolean {
  const days = values.filter((value) => tryCellDay(value, [...YEAR_FIRST, ...DAY_FIRST, ...MONTH_FIRST]) !== undefined);
  return days.length * 10 >= values.length * 8;
}

/**
 * A column headed `IBAN` that changes with nearly every line, or is filled on some of `rows` lines only, holds the
 * other side, not the account.
 */
function isOneAccount(values: readonly string[], rows: number): boolean {
  return values.length >= rows && new Set(values).size <= Math.max(1, values.length / 4);
}
