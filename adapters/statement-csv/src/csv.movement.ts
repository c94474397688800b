import { AmountError, compact, isCurrency, isIban, parseMinor, type Day } from '@lettrage/adapter-sdk';
import {
  DayFormatError,
  readAmount,
  readDay,
  unwrapFormula,
  type AmountFormat,
  type DelimitedRow,
} from '@lettrage/formats';
import { trimmedHeader, type CsvLayout, type OptionalColumn } from './csv.layout.js';
import { normalise } from './csv.profile.js';

/** A row read; `minor` is signed, fee included. */
export interface Movement {
  readonly line: number;
  readonly minor: bigint;
  readonly currency: string;
  readonly bookingDate: Day;
  readonly valueDate?: Day;
  readonly status: 'booked' | 'pending';
  readonly label?: string;
  readonly additional?: string;
  readonly counterpartyName?: string;
  readonly counterpartyIban?: string;
  readonly bankReference?: string;
  /** IBAN or number, and product. */
  readonly account?: string;
  readonly fee?: bigint;
  readonly balance?: bigint;
}

/** What a row that is no movement is: nothing to say of, or wrong. */
export type RowResult =
  { readonly movement: Movement } | { readonly skipped: 'empty' | 'status' } | { readonly problem: RowProblem };

/** Why a row was refused. */
export interface RowProblem {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  /** Column, as a person counts it or by its header. */
  readonly column: string;
}

class CellError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly column: number,
  ) {
    super(message);
  }
}

const DAYS_KEPT = 1_000;

/** Reads the rows below the header of one file. */
export class MovementReader {
  /** Sign the debit column has in this file, once seen. */
  private debitSign: 1n | -1n | undefined;
  /** A file has thousands of lines and some dozen days. */
  private readonly days = new Map<string, Day>();

  constructor(
    private readonly layout: CsvLayout,
    private readonly headerCells: readonly string[],
  ) {}

  /** Reads one row; never throws on bad input. */
  read(row: DelimitedRow): RowResult {
    const cell = (index: number | undefined): string =>
      index === undefined ? '' : unwrapFormula((row.cells[index] ?? '').trim());
    if (this.isEmpty(row, cell)) return { skipped: 'empty' };
    try {
      const status = this.status(cell);
      return status === 'skipped' ? { skipped: 'status' } : { movement: this.movement(row, cell, status) };
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      const name = this.headerCells[error.column]?.trim();
      const column = name ? `column "${name}"` : `column ${error.column + 1}`;
      return { problem: { code: error.code, message: error.message, line: row.line, column } };
    }
  }

  /** A line without day and amount (a blank, a total's caption, a card's name) or a header that comes again. */
  private isEmpty(row: DelimitedRow, cell: (index: number) => string): boolean {
    const { amount, bookingDate, header } = this.layout;
    const amounts = amount.kind === 'debit-credit' ? [amount.debit, amount.credit] : [amount.column];
    if (cell(bookingDate) === '' && amounts.every((index) => cell(index) === '')) return true;
    const day = cell(bookingDate);
    if (/^\d/.test(day)) return false;
    if (amounts.every((index) => cell(index) === '') && !/\d/.test(day)) return true;
    return header.length > 0 && normalise(day) === header[bookingDate] && trimmedHeader(row).join() === header.join();
  }

  private movement(
    row: DelimitedRow,
    cell: (index: number | undefined) => string,
    status: 'booked' | 'pending',
  ): Movement {
    const { layout } = this;
    const optional = (column: OptionalColumn): string => cell(layout.optional[column]);
    const bookingDate = this.day(cell(layout.bookingDate), layout.bookingDate);
    const valueDate = cell(layout.valueDate);
    const currency = this.currency(optional('currencyColumn'));
    const fee = optional('fee') === '' ? 0n : this.minor(optional('fee'), layout.optional.fee!, currency);
    const account = this.account(optional('account'), optional('product'));
    const iban = layout.optional.counterpartyIban === undefined ? '' : compact(optional('counterpartyIban'));
    return {
      line: row.line,
      minor: this.amount(cell, currency) - fee,
      currency,
      bookingDate,
      valueDate: valueDate === '' ? undefined : this.day(valueDate, layout.valueDate!),
      status,
      label: joined(layout.label.map(cell)),
      additional: joined(layout.additional.map(cell)),
      counterpartyName: joined([optional('counterpartyName')]),
      counterpartyIban: iban !== '' && isIban(iban) ? iban : undefined,
      bankReference: joined([optional('bankReference')]),
      account,
      fee: fee === 0n ? undefined : fee,
      balance:
        optional('balance') === ''
          ? undefined
          : this.minor(optional('balance'), layout.optional.balance!, currency, layout.balanceNumbers),
    };
  }

  private account(number: string, product: string): string | undefined {
    const plain = number === '' ? '' : compact(number);
    return (product === '' ? plain : `${plain} ${product}`.trim()) || undefined;
  }

  private amount(cell: (index: number) => string, currency: string): bigint {
    const { amount } = this.layout;
    if (amount.kind === 'signed') return this.minor(cell(amount.column), amount.column, currency);
    if (amount.kind === 'absolute') {
      const direction = normalise(cell(amount.direction));
      const minor = this.minor(cell(amount.column), amount.column, currency);
      if (minor < 0n)
        throw new CellError(
          'bad-amount',
          'the amount has a sign although a column of its own gives the direction',
          amount.column,
        );
      if (amount.received.includes(direction)) return minor;
      if (amount.paid.includes(direction)) return -minor;
      throw new CellError(
        'bad-direction',
        `"${cell(amount.direction)}" says neither received nor paid`,
        amount.direction,
      );
    }
    const [debit, credit] = [cell(amount.debit), cell(amount.credit)];
    const out = debit === '' ? 0n : this.minor(debit, amount.debit, currency);
    const into = credit === '' ? 0n : this.minor(credit, amount.credit, currency);
    if (out !== 0n && into !== 0n)
      throw new CellError('two-amounts', `both debit "${debit}" and credit "${credit}" are filled`, amount.debit);
    if (debit === '' && credit === '')
      throw new CellError('no-amount', 'neither debit nor credit is filled', amount.debit);
    return out === 0n ? into : this.paid(out, debit, amount.debit, amount.debitSign);
  }

  /** Money out as a negative amount. A debit of the other sign than the file's others would be money in, or a slip. */
  private paid(out: bigint, text: string, column: number, rule: 'negative' | 'positive' | 'either'): bigint {
    const sign = out < 0n ? -1n : 1n;
    this.debitSign ??= rule === 'negative' ? -1n : rule === 'positive' ? 1n : sign;
    if (sign !== this.debitSign) {
      const message = `the debit "${text}" has another sign than the debits of this file; it is not guessed which way the money went`;
      throw new CellError('debit-sign', message, column);
    }
    return -sign * out;
  }

  private minor(text: string, column: number, currency: string, format: AmountFormat = this.layout.numbers): bigint {
    const bare = text.endsWith('€')
      ? text.slice(0, -1)
      : text.endsWith(currency)
        ? text.slice(0, -currency.length)
        : text;
    try {
      return parseMinor(readAmount(bare, format), currency);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      throw new CellError('bad-amount', error.message, column);
    }
  }

  private day(text: string, column: number): Day {
    const known = this.days.get(text);
    if (known !== undefined) return known;
    try {
      const day = readDay(text, this.layout.dates);
      if (this.days.size < DAYS_KEPT) this.days.set(text, day);
      return day;
    } catch (error) {
      if (!(error instanceof DayFormatError)) throw error;
      throw new CellError('bad-date', error.message, column);
    }
  }

  private currency(text: string): string {
    const { profile, above, optional } = this.layout;
    const code =
      text === '' ? (profile.currency ?? above.currency ?? 'EUR') : text === '€' ? 'EUR' : text.toUpperCase();
    if (isCurrency(code)) return code;
    throw new CellError(
      'bad-currency',
      `"${text.slice(0, 20)}" is not a currency (expected an ISO 4217 code such as EUR)`,
      optional.currencyColumn!,
    );
  }

  private status(cell: (index: number | undefined) => string): 'booked' | 'pending' | 'skipped' {
    const column = this.layout.optional.status;
    const rule = this.layout.profile.status;
    if (column === undefined || rule === undefined) return 'booked';
    const value = normalise(cell(column));
    if (rule.booked.includes(value)) return 'booked';
    if (rule.pending?.includes(value)) return 'pending';
    if (rule.skipped.includes(value)) return 'skipped';
    throw new CellError('bad-status', `"${cell(column).slice(0, 40)}" is no state this profile knows`, column);
  }
}

/** A blank that is not a single space between words. */
const UNEVEN = /[^\S ]|\s\s|^\s|\s$/;

/** Texts on one line, blanks collapsed; a text that is part of one before is not repeated. */
function joined(texts: readonly string[]): string | undefined {
  let all = '';
  for (const text of texts) {
    if (text === '') continue;
    const plain = UNEVEN.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
    if (all === '') all = plain;
    else if (!all.includes(plain)) all += ` ${plain}`;
  }
  return all || undefined;
}
