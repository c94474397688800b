import { compact, isCurrency, isIban } from '@lettrage/domain';
import { unwrapFormula } from '@lettrage/formats';
import type { GenericFormat } from '../generic.formats.js';
import { COMMA, directionWord, POINT, type AmountRule, type TableProfile } from '../profile.js';
import { proveOrder } from './balance-proof.js';
import { isSigned } from './cell-amount.js';
import { DAY_FIRST, MONTH_FIRST, tryCellDay, YEAR_FIRST } from './cell-day.js';
import { isForeignWord, PAID, RECEIVED, saysDirection } from './header-words.js';
import { MovementReader } from './movement.reader.js';
import type { Movement } from './movement.js';
import { tryAmount } from './proof.js';
import { applyProfile, filledWidth, type Placement, type TableLayout } from './table-layout.js';
import type { CandidateTable, TableRow } from './table-row.js';

/** A layout made out from what the columns hold. */
export interface ContentProfile {
  readonly profile: TableProfile;
  readonly placement: Placement;
  /** True if balances follow from the amounts, or signs and the lack of other amounts leave one reading. */
  readonly proven: boolean;
  /** How sure the mapping is, for choosing among delimiters. */
  readonly score: number;
}

const SAMPLE = 200;
const DAYS = [...YEAR_FIRST, ...DAY_FIRST, ...MONTH_FIRST];

interface ColumnFacts {
  readonly column: number;
  readonly filled: number;
  readonly days: boolean;
  readonly amounts: boolean;
  readonly signed: boolean;
  /** Each row says whether it was received or paid. */
  readonly direction: boolean;
  /** Some rows say received, others paid. */
  readonly bothWays: boolean;
  readonly ibans: number;
  readonly currencies: boolean;
  readonly distinct: number;
  /** Characters of its longest texts. */
  readonly length: number;
}

/**
 * A layout for a table whose header is not understood, or that has none: days are days, amounts are amounts, and a
 * balance that follows from an amount line by line proves which is which. Undefined where the columns fit no statement.
 */
export function profileByContent(tables: readonly CandidateTable[], format: GenericFormat): ContentProfile | undefined {
  const found = tables.map((table) => contentProfile(table, format)).filter((each) => each !== undefined);
  return found.sort((a, b) => Number(b.proven) - Number(a.proven) || b.score - a.score)[0];
}

function contentProfile(table: CandidateTable, format: GenericFormat): ContentProfile | undefined {
  const start = dataStart(table.rows);
  // Invoices and journals have days and amounts too.
  if (start === undefined || table.rows.slice(0, start + 1).some((row) => row.cells.some(isForeignWord)))
    return undefined;
  const rows = table.rows
    .slice(start)
    .filter((row) => filledWidth(row.cells) >= 3)
    .slice(0, SAMPLE);
  const width = Math.min(60, Math.max(...rows.map((row) => row.cells.length)));
  const facts = Array.from({ length: width }, (_, column) => factsOf(column, rows));
  const dates = facts.filter(({ days, filled }) => days && filled * 10 >= rows.length * 9).map(({ column }) => column);
  const amounts = facts.filter((column) => column.amounts && !column.days);
  if (dates.length === 0 || amounts.length === 0) return undefined;
  const header = start > 0 && filledWidth(table.rows[start - 1]!.cells) >= 3;
  const placement: Placement = header ? { table, at: start - 1, kind: 'header' } : { table, at: start, kind: 'data' };
  const direction = facts.find((column) => column.direction && column.filled === rows.length);
  for (const { rule, balance } of readings(amounts, direction)) {
    const profile = profileOf(facts, dates, rule, balance, format);
    if (balance !== undefined && reconciles(profile, placement))
      return { profile, placement, proven: true, score: 100 + width };
  }
  const rule = oneAmount(amounts[0]!, direction);
  const told = rule.kind === 'absolute' ? direction!.bothWays : amounts[0]!.signed;
  return {
    profile: profileOf(facts, dates, rule, undefined, format),
    placement,
    proven: told && amounts.length === 1 && rows.length > 2,
    score: width,
  };
}

/** The first of the rows that begin to hold days and amounts. */
function dataStart(rows: readonly TableRow[]): number | undefined {
  const index = rows.slice(0, 60).findIndex((row) => {
    const cells = row.cells.map((cell) => unwrapFormula(cell.trim()));
    return (
      filledWidth(row.cells) >= 3 && cells.some((cell) => tryCellDay(cell, DAYS) !== undefined) && cells.some(isAmount)
    );
  });
  return index === -1 ? undefined : index;
}

function factsOf(column: number, rows: readonly TableRow[]): ColumnFacts {
  const cells = rows.map((row) => unwrapFormula((row.cells[column] ?? '').trim())).filter((cell) => cell !== '');
  const share = (test: (cell: string) => boolean): boolean =>
    cells.length > 0 && cells.filter(test).length * 20 >= cells.length * 19;
  return {
    column,
    filled: cells.length,
    days: share((cell) => tryCellDay(cell, DAYS) !== undefined),
    amounts: share((cell) => isAmount(cell) || /^[-+]?\d{1,9}$/.test(cell)) && cells.some(isAmount),
    signed: cells.some(isSigned),
    direction: saysDirection(cells),
    bothWays: [RECEIVED, PAID].every((words) => cells.some((cell) => words.includes(directionWord(cell)))),
    ibans: cells.filter((cell) => cell.length > 14 && cell.length < 45 && isIban(compact(cell))).length,
    currencies: cells.length >= rows.length && cells.every((cell) => /^[A-Z]{3}$/.test(cell) && isCurrency(cell)),
    distinct: new Set(cells).size,
    length: cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length),
  };
}

/** An amount with decimals; whole numbers may be anything. */
function isAmount(cell: string): boolean {
  return (
    /[.,]\d{1,3}\D{0,5}$/.test(cell) && (tryAmount(cell, COMMA) !== undefined || tryAmount(cell, POINT) !== undefined)
  );
}

/** One column of amounts: with signs of its own, or with a column that says which way each went. */
function oneAmount(amount: ColumnFacts, direction: ColumnFacts | undefined): AmountRule {
  const column = [amount.column];
  return direction === undefined || amount.signed
    ? { kind: 'signed', column }
    : { kind: 'absolute', column, direction: [direction.column], received: RECEIVED, paid: PAID };
}

/** Ways to take the amount columns, with a balance to prove them. */
function* readings(
  amounts: readonly ColumnFacts[],
  direction: ColumnFacts | undefined,
): Generator<{ rule: AmountRule; balance?: number }> {
  for (const balance of amounts) {
    for (const amount of amounts) {
      if (amount !== balance && amount.filled >= balance.filled)
        yield { rule: oneAmount(amount, direction), balance: balance.column };
    }
    for (const debit of amounts) {
      for (const credit of amounts) {
        if (
          debit === credit ||
          debit === balance ||
          credit === balance ||
          debit.filled + credit.filled < balance.filled
        )
          continue;
        yield {
          rule: { kind: 'debit-credit', debit: [debit.column], credit: [credit.column], debitSign: 'either' },
          balance: balance.column,
        };
      }
    }
  }
}

/** Each balance follows from the one before, in one order of the lines, often enough to be no chance. */
function reconciles(profile: TableProfile, placement: Placement): boolean {
  const layout = applyProfile(profile, placement);
  if (!('profile' in layout)) return false;
  const reader = new MovementReader(layout, 'EUR');
  const movements: Movement[] = [];
  const rows = placement.table.rows.slice(placement.kind === 'data' ? placement.at : placement.at + 1).slice(0, SAMPLE);
  for (const row of rows) {
    const result = reader.read(row);
    if (result.kind === 'movements') movements.push(...result.movements);
    else if (result.kind === 'problem') return false;
  }
  const told = movements.filter(({ balance }) => balance !== undefined).length;
  return told >= 3 && movements.some(({ minor }) => minor !== 0n) && proveOrder(movements, false).breaks.length === 0;
}

function profileOf(
  facts: readonly ColumnFacts[],
  dates: readonly number[],
  amount: AmountRule,
  balance: number | undefined,
  format: GenericFormat,
): TableProfile {
  const used = new Set<number>([...dates, ...amountColumns(amount), ...(balance === undefined ? [] : [balance])]);
  const iban = facts.filter(({ ibans, column }) => ibans > 0 && !used.has(column));
  for (const { column } of iban) used.add(column);
  const currency = facts.find(({ currencies, column }) => currencies && !used.has(column));
  if (currency) used.add(currency.column);
  const own = iban.find(({ distinct }) => distinct === 1);
  const other = iban.find((column) => column !== own);
  const texts = facts
    .filter(({ column, amounts, days, filled }) => !used.has(column) && !amounts && !days && filled > 0)
    .sort((a, b) => b.length - a.length)
    .map(({ column }) => column);
  return {
    id: format.id,
    title: format.title,
    recognise: [],
    bookingDate: [dates[0]!],
    valueDate: dates.slice(1, 2),
    label: texts.slice(0, 1).map((column) => [column]),
    additional: texts.slice(1).map((column) => [column]),
    account: own ? [own.column] : [],
    counterpartyIban: other ? [other.column] : [],
    currencyColumn: currency ? [currency.column] : [],
    amount,
    balance: balance === undefined ? [] : [balance],
  };
}

function amountColumns(rule: AmountRule): readonly number[] {
  if (rule.kind === 'debit-credit')
    return [...rule.debit, ...rule.credit].filter((column) => typeof column === 'number');
  if (rule.kind === 'absolute')
    return [...rule.column, ...rule.direction].filter((column) => typeof column === 'number');
  return rule.kind === 'signed' ? rule.column.filter((column) => typeof column === 'number') : [];
}

/**
 * True if the amounts of a layout have no sign and the balances say that some left the account: reading them as they
 * stand would turn payments into receipts.
 */
export function signIsMissing(layout: TableLayout, rows: readonly TableRow[]): boolean {
  if (layout.amount.kind !== 'signed' || layout.optional.balance === undefined) return false;
  const reader = new MovementReader(layout, 'EUR');
  const movements = rows.slice(0, SAMPLE).flatMap((row) => {
    const result = row.line > layout.headerLine ? reader.read(row) : undefined;
    return result?.kind === 'movements' ? result.movements : [];
  });
  if (movements.some(({ minor }) => minor < 0n) || proveOrder(movements, false).breaks.length === 0) return false;
  return movements.some((movement, at) => {
    const [before, after] = [movements[at - 1]?.balance, movement.balance];
    return before !== undefined && after !== undefined && movement.minor > 0n && before - after === movement.minor;
  });
}
