import { AmountError } from '@lettrage/adapter-sdk';
import { readAmount, tryReadDay, type AmountFormat, type DayFormat } from '@lettrage/formats';

/** What a sample proves: a value, or the sentence that says why it proves nothing. */
export type Proof<T> = { readonly value: T } | { readonly unclear: string };

const COMMA: AmountFormat = { decimal: ',', thousands: [' ', '.', "'"] };
const DOT: AmountFormat = { decimal: '.', thousands: [' ', ',', "'"] };
/** For a sample of whole numbers: a separator that turns up later has no proven meaning and is refused. */
const WHOLE: AmountFormat = { decimal: '.' };

/**
 * The decimal sign of a column, from its cells. A cell proves one if it can be read in one way only (`1.234,56`,
 * `12,5`); `1.234` alone could be a thousand or a unit and proves nothing.
 */
export function proveNumbers(cells: readonly string[]): Proof<AmountFormat> {
  let comma: string | undefined;
  let dot: string | undefined;
  let unclear: string | undefined;
  for (const cell of cells) {
    const [asComma, asDot] = [tryAmount(cell, COMMA), tryAmount(cell, DOT)];
    if (asComma !== undefined && asDot !== undefined) {
      if (asComma !== asDot) unclear ??= cell;
    } else if (asComma !== undefined) comma ??= cell;
    else if (asDot !== undefined) dot ??= cell;
  }
  if (comma !== undefined && dot !== undefined) {
    return { unclear: `its amounts are written in two ways ("${comma.trim()}" and "${dot.trim()}")` };
  }
  if (comma !== undefined) return { value: COMMA };
  if (dot !== undefined) return { value: DOT };
  if (unclear !== undefined)
    return { unclear: `"${unclear.trim()}" may have decimals or thousands, and no other amount tells` };
  return { value: WHOLE };
}

function tryAmount(cell: string, format: AmountFormat): string | undefined {
  try {
    return readAmount(cell, format);
  } catch (error) {
    if (error instanceof AmountError) return undefined;
    throw error;
  }
}

/** Formats of `dmy` or `mdy` layouts given by the user; a decimal sign given by the user. */
export const DAY_FIRST: readonly DayFormat[] = [
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'DD/MM/YY',
  'DD.MM.YY',
  'DD-MM-YY',
];
export const MONTH_FIRST: readonly DayFormat[] = ['MM/DD/YYYY', 'MM-DD-YYYY', 'MM/DD/YY', 'MM-DD-YY'];
const YEAR_FIRST: readonly DayFormat[] = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD'];

/** The amount format of a decimal sign. */
export function numbersOf(decimal: '.' | ','): AmountFormat {
  return decimal === ',' ? COMMA : DOT;
}

/**
 * The order of day and month, from the cells of a date column. `dayFirst` is what the header's language says; without
 * it a day above 12 must prove the order.
 */
export function proveDays(cells: readonly string[], dayFirst: boolean | undefined): Proof<readonly DayFormat[]> {
  const dated = cells.filter((cell) => cell.trim() !== '' && tryReadDay(cell, YEAR_FIRST) === undefined);
  if (dated.length === 0) return { value: YEAR_FIRST };
  if (dayFirst !== undefined) return { value: [...YEAR_FIRST, ...(dayFirst ? DAY_FIRST : MONTH_FIRST)] };
  let day: string | undefined;
  let month: string | undefined;
  let either: string | undefined;
  for (const cell of dated) {
    const [asDay, asMonth] = [tryReadDay(cell, DAY_FIRST), tryReadDay(cell, MONTH_FIRST)];
    if (asDay !== undefined && asMonth !== undefined) either ??= cell;
    else if (asDay !== undefined) day ??= cell;
    else if (asMonth !== undefined) month ??= cell;
  }
  if (day !== undefined && month !== undefined) {
    return { unclear: `its days are written in two orders ("${day.trim()}" and "${month.trim()}")` };
  }
  if (day !== undefined) return { value: [...YEAR_FIRST, ...DAY_FIRST] };
  if (month !== undefined) return { value: [...YEAR_FIRST, ...MONTH_FIRST] };
  if (either !== undefined)
    return { unclear: `"${either.trim()}" may be day/month or month/day, and no other day tells` };
  return { value: YEAR_FIRST };
}
