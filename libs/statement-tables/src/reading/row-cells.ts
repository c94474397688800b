import { AmountError, decimalsOf, isCurrency, parseMinor, type Day } from '@lettrage/domain';
import { DayFormatError, plainMinor, POINT, show, unwrapFormula, type AmountFormat } from '@lettrage/formats';
import { currencyNamed, readCellAmount } from './cell-amount.js';
import { readCellDay } from './cell-day.js';
import { proveNumbers, WHOLE } from './proof.js';
import type { TableLayout } from './table-layout.js';
import type { TableRow } from './table-row.js';

/** A cell that spoils its row. `column` counts from 0. */
export class CellError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly column: number,
  ) {
    super(message);
  }
}

/** Days remembered; a file has thousands of lines and some dozen days. */
const DAYS_KEPT = 1_000;
const DAY_SLOTS = 63;
const CURRENCY = /€|£|US\$|\$|¥|zł|Kč|\b[A-Z]{3}\b|[A-Z]{3}$/;
const [BLANK, EQUALS, DELETE, NO_BREAK, COMMA_SIGN, POINT_SIGN, DOLLAR, COLON] = [32, 61, 127, 160, 44, 46, 36, 58];
const EURO = '€'.charCodeAt(0);

/** The cells of the row in hand, as text, day, currency and amount. */
export class RowCells {
  /** True if nothing in the file names the currency of the row in hand. */
  unnamed = false;
  line = 0;
  /** Every cell, as the file has it. */
  all: readonly string[] = [];
  private typed: readonly boolean[] | undefined;
  private readonly days = new Map<string, Day>();
  private lastDay: { readonly text: string; readonly day: Day } | undefined;
  private readonly knownDays: ({ readonly text: string; readonly day: Day } | undefined)[] = new Array(DAY_SLOTS + 1);
  private readonly decimals = new Map<string, number>();

  constructor(
    private readonly layout: TableLayout,
    private readonly amounts: readonly number[],
    /** Currency of rows that name none. */
    readonly currency: string,
  ) {}

  /** Goes on to another row. */
  use(row: TableRow): void {
    this.all = row.cells;
    this.typed = row.typed;
    this.line = row.line;
    this.unnamed = false;
  }

  /** The text of a cell without outer blanks; `''` for a column there is not. */
  text(index: number | undefined): string {
    if (index === undefined) return '';
    const text = this.all[index];
    if (text === undefined || text === '') return '';
    // Trimming and unwrapping every cell costs more than looking at its ends.
    const first = text.charCodeAt(0);
    const last = text.charCodeAt(text.length - 1);
    const plain = first > BLANK && first < DELETE && first !== EQUALS && last > BLANK && last !== NO_BREAK;
    return plain ? text : unwrapFormula(text.trim());
  }

  /** Signed minor units of an amount; throws {@link CellError}. */
  minor(text: string, column: number, currency: string, numbers: AmountFormat = this.layout.numbers): bigint {
    const format = this.formatOf(column, numbers);
    if (format === WHOLE && /[.,]/.test(text)) return this.minor(text, column, currency, provenBy(text, column));
    const plain = plainMinor(text, format.decimal === ',' ? COMMA_SIGN : POINT_SIGN, this.decimalsOf(currency));
    if (plain !== undefined) return plain;
    try {
      const amount = readCellAmount(text, format);
      if (amount.currency !== undefined && amount.currency !== currency)
        throw new AmountError(`"${show(text)}" is in ${amount.currency}, the row in ${currency}`, text);
      return parseMinor(amount.text, currency);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      throw new CellError('bad-amount', error.message, column);
    }
  }

  /** A spreadsheet's own numbers have a decimal point, whatever its texts have. */
  formatOf(column: number, numbers: AmountFormat): AmountFormat {
    return this.typed?.[column] === true ? POINT : numbers;
  }

  /** A day; throws {@link CellError}. */
  day(text: string, column: number): Day {
    if (this.lastDay?.text === text) return this.lastDay.day;
    let day = this.days.get(text);
    if (day === undefined) {
      day = this.newDay(text, column);
      if (this.days.size >= DAYS_KEPT) this.days.clear();
      this.days.set(text, day);
    }
    this.lastDay = { text, day };
    return day;
  }

  /** The day of a text that was read before; undefined for any other. */
  knownDay(text: string): Day | undefined {
    const { length } = text;
    // Its digits tell most days of a file apart: comparing two texts takes a fifth of looking one up.
    const last = text.charCodeAt(length - 1);
    const slot = (text.charCodeAt(0) * 10 + text.charCodeAt(1) + 4 * last + text.charCodeAt(length - 2)) & DAY_SLOTS;
    const known = this.knownDays[slot];
    if (known !== undefined && known.text === text) return known.day;
    const day = this.days.get(text);
    if (day !== undefined) this.knownDays[slot] = { text, day };
    return day;
  }

  private newDay(text: string, column: number): Day {
    try {
      return readCellDay(text, this.layout.dates);
    } catch (error) {
      if (!(error instanceof DayFormatError)) throw error;
      throw new CellError('bad-date', error.message, column);
    }
  }

  /** The currency of a currency cell, or of the amount beside it, or of the file. Throws {@link CellError}. */
  currencyOf(text: string, column: number | undefined): string {
    if (text === '') return this.unnamedCurrency();
    const code = this.decimals.has(text) ? text : currencyNamed(text);
    if (code !== undefined && isCurrency(code)) return code;
    const message = `"${show(text).slice(0, 20)}" is not a currency (expected an ISO 4217 code such as EUR)`;
    throw new CellError('bad-currency', message, column ?? 0);
  }

  /** Where no column names the currency, the amount may: `£12.00`. */
  private unnamedCurrency(): string {
    for (const index of this.amounts) {
      const text = this.text(index);
      if (text === '') continue;
      const first = text.charCodeAt(0);
      const last = text.charCodeAt(text.length - 1);
      const digitsOnly = first < COLON && first !== DOLLAR && last < COLON && last !== DOLLAR;
      const name = digitsOnly && !hasEuro(text) ? undefined : CURRENCY.exec(text)?.[0];
      const code = name === undefined ? undefined : currencyNamed(name);
      if (code !== undefined) return code;
      break;
    }
    this.unnamed = true;
    return this.currency;
  }

  private decimalsOf(currency: string): number {
    let decimals = this.decimals.get(currency);
    if (decimals === undefined) this.decimals.set(currency, (decimals = decimalsOf(currency)));
    return decimals;
  }
}

/** How an amount of a file of whole numbers is written that has a separator; throws {@link CellError}. */
function provenBy(text: string, column: number): AmountFormat {
  const proof = proveNumbers([text]);
  if ('value' in proof && proof.value !== WHOLE) return proof.value;
  const message = `"${show(text)}" may have decimals or thousands, and no other amount tells; read the file again with a profile that says it`;
  throw new CellError('bad-amount', message, column);
}

/** Looks at each sign: searching a text of Latin letters for one that is none takes ten times as long. */
function hasEuro(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === EURO) return true;
  return false;
}
