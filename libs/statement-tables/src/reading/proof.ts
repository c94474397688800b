import { AmountError, type Day } from '@lettrage/domain';
import { tryReadDay, type AmountFormat, type DayFormat } from '@lettrage/formats';
import { COMMA, POINT } from '../profile.js';
import { readCellAmount } from './cell-amount.js';
import { DAY_FIRST, MONTH_FIRST, tryCellDay, YEAR_FIRST } from './cell-day.js';

/** What a sample proves: a value, or the sentence that says why it proves nothing. */
export type Proof<T> = { readonly value: T } | { readonly unclear: string };

/** For a sample of whole numbers: a separator that turns up later is read only where it can mean one thing. */
export const WHOLE: AmountFormat = { decimal: '.', thousands: [' ', "'"] };
/** So many amounts of one kind outweigh one of the other: that one is wrong, and is told with its line. */
const OUTWEIGHS = 3;
/** What most amounts look like, and what can be read in one way only. */
const ONE_WAY = /^[-+]?\d{1,15}([.,])\d{1,2}$/;

/** The amount format of a decimal sign. */
export function numbersOf(decimal: AmountFormat['decimal']): AmountFormat {
  return decimal === ',' ? COMMA : POINT;
}

/**
 * The decimal sign of columns, from their cells. A cell proves one if it can be read in one way only (`1.234,56`,
 * `12,5`); `1.234` alone could be a thousand or a unit and proves nothing, so that `hint`, what is known of the bank,
 * decides. Without one it is refused, unless the file's currency has no `decimals`.
 */
export function proveNumbers(cells: readonly string[], hint?: AmountFormat, decimals = 2): Proof<AmountFormat> {
  const comma: string[] = [];
  const point: string[] = [];
  let unclear: string | undefined;
  for (const cell of cells) {
    // Columns are often empty, and refusing a text as an amount costs more than reading one.
    if (cell === '') continue;
    const sign = ONE_WAY.exec(cell)?.[1];
    if (sign !== undefined) {
      (sign === ',' ? comma : point).push(cell);
      continue;
    }
    const [asComma, asPoint] = [tryAmount(cell, COMMA), tryAmount(cell, POINT)];
    if (asComma !== undefined && asPoint !== undefined) {
      if (asComma !== asPoint) unclear ??= cell;
    } else if (asComma !== undefined) comma.push(cell);
    else if (asPoint !== undefined) point.push(cell);
  }
  if (comma.length > point.length * OUTWEIGHS) return { value: COMMA };
  if (point.length > comma.length * OUTWEIGHS) return { value: POINT };
  if (hint) return { value: hint.decimal === ',' ? COMMA : POINT };
  if (comma.length > 0)
    return { unclear: `its amounts are written in two ways ("${comma[0]!.trim()}" and "${point[0]!.trim()}")` };
  // Where the currency has no decimals the sign parts thousands.
  if (unclear !== undefined && decimals === 0) return { value: unclear.includes(',') ? POINT : COMMA };
  if (unclear !== undefined)
    return { unclear: `"${unclear.trim()}" may have decimals or thousands, and no other amount tells` };
  return { value: WHOLE };
}

/** The canonical amount of a cell in a format, or undefined. */
export function tryAmount(cell: string, format: AmountFormat): string | undefined {
  try {
    return readCellAmount(cell, format).text;
  } catch (error) {
    if (error instanceof AmountError) return undefined;
    throw error;
  }
}

/**
 * The order of day and month, from the cells of the date columns. A day above 12 proves it, else `dayFirst`, what the
 * file's language says, else days that follow one another in one order only. `fixed`: the user has said it.
 */
export function proveDays(
  cells: readonly string[],
  dayFirst: boolean | undefined,
  fixed = false,
): Proof<readonly DayFormat[]> {
  const yearFirst = remembered((cell) => tryCellDay(cell, YEAR_FIRST));
  const dated = cells.filter((cell) => cell.trim() !== '' && yearFirst(cell) === undefined);
  if (dated.length === 0 && dayFirst === undefined) return { value: [...YEAR_FIRST, ...DAY_FIRST.slice(2, 3)] };
  if (fixed) return { value: [...YEAR_FIRST, ...(dayFirst ? DAY_FIRST : MONTH_FIRST)] };
  const dayOf = remembered((cell) => tryReadDay(cell, DAY_FIRST));
  const monthOf = remembered((cell) => tryReadDay(cell, MONTH_FIRST));
  const proofs = { day: 0, month: 0 };
  let [day, month, either]: (string | undefined)[] = [];
  for (const cell of dated) {
    const [asDay, asMonth] = [dayOf(cell), monthOf(cell)];
    if (asDay !== undefined && asMonth !== undefined) either ??= asDay === asMonth ? either : cell;
    else if (asDay !== undefined) [day, proofs.day] = [day ?? cell, proofs.day + 1];
    else if (asMonth !== undefined) [month, proofs.month] = [month ?? cell, proofs.month + 1];
  }
  if (day !== undefined && proofs.day > proofs.month * OUTWEIGHS) return ordered(true);
  if (month !== undefined && proofs.month > proofs.day * OUTWEIGHS) return ordered(false);
  if (dayFirst !== undefined) return ordered(dayFirst);
  if (day !== undefined && month !== undefined) {
    return { unclear: `its days are written in two orders ("${day.trim()}" and "${month.trim()}")` };
  }
  const bySequence = orderBySequence(dated);
  if (bySequence !== undefined) return ordered(bySequence);
  if (either !== undefined)
    return { unclear: `"${either.trim()}" may be day/month or month/day, and no other day tells` };
  return ordered(true);
}

/** A file has thousands of lines and some dozen days. */
function remembered(read: (cell: string) => Day | undefined): (cell: string) => Day | undefined {
  const known = new Map<string, Day | undefined>();
  return (cell) => {
    if (!known.has(cell)) known.set(cell, read(cell));
    return known.get(cell);
  };
}

function ordered(dayFirst: boolean): Proof<readonly DayFormat[]> {
  return { value: [...YEAR_FIRST, ...(dayFirst ? DAY_FIRST : MONTH_FIRST)] };
}

/** Banks list movements by day: the order in which they go one way only, if the other reading has them go to and fro. */
function orderBySequence(cells: readonly string[]): boolean | undefined {
  const [asDays, asMonths] = [DAY_FIRST, MONTH_FIRST].map((formats) =>
    turns(cells.map((cell) => tryReadDay(cell, formats)).filter((day) => day !== undefined)),
  ) as [number, number];
  if (asDays === 0 && asMonths > 1) return true;
  return asMonths === 0 && asDays > 1 ? false : undefined;
}

/** How often a list of days changes its direction. */
function turns(days: readonly string[]): number {
  let direction = 0;
  let count = 0;
  for (let at = 1; at < days.length; at++) {
    const step = days[at]! > days[at - 1]! ? 1 : days[at]! < days[at - 1]! ? -1 : 0;
    if (step === 0) continue;
    if (direction !== 0 && step !== direction) count++;
    direction = step;
  }
  return count;
}
