import {
  AmountError,
  compact,
  decimalsOf,
  isCurrency,
  isIban,
  parseMinor,
  type Counterparty,
  type Day,
} from '@lettrage/domain';
import { DayFormatError, POINT, show, unwrapFormula, type AmountFormat } from '@lettrage/formats';
import { normalise } from '../profile.js';
import { isBalanceLabel, isTotalLabel } from './balance-label.js';
import { partsOfLabel } from './bank-text.js';
import { currencyNamed, readCellAmount } from './cell-amount.js';
import { looksLikeDay, readCellDay } from './cell-day.js';
import type { Movement, RowProblem, RowResult } from './movement.js';
import {
  amountPositions,
  filledWidth,
  trimmedHeader,
  type OptionalColumn,
  type SideColumns,
  type TableLayout,
} from './table-layout.js';
import type { TableRow } from './table-row.js';

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
const NOTHING: RowResult = { kind: 'skipped' };
const CAPTION: RowResult = { kind: 'caption' };

/** Reads the rows below the header of one file. */
export class MovementReader {
  /** Currency of rows that name none: what lines above the table say, else the profile or the header. */
  currency: string;
  private cells: readonly string[] = [];
  private typed: readonly boolean[] | undefined;
  private warning: RowProblem | undefined;
  private line = 0;
  /** Sign the debit column has in this file, once seen. */
  private debitSign: 1n | -1n | undefined;
  /** A file has thousands of lines and some dozen days and currencies. */
  private readonly days = new Map<string, Day>();
  private readonly decimals = new Map<string, number>();
  private readonly amounts: readonly number[];

  constructor(
    private readonly layout: TableLayout,
    currency: string,
  ) {
    this.currency = currency;
    this.amounts = amountPositions(layout.amount);
  }

  /** Reads one row; never throws on bad input. */
  read(row: TableRow): RowResult {
    this.cells = row.cells;
    this.typed = row.typed;
    this.line = row.line;
    this.warning = undefined;
    try {
      const special = this.noMovement(row);
      if (special !== undefined) return special;
      const status = this.status();
      if (status === 'skipped') return NOTHING;
      const movements = this.layout.amount.kind === 'sided' ? this.sided(status) : [this.movement(status)];
      return { kind: 'movements', movements, warning: this.warning };
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      return { kind: 'problem', problem: this.problem(error) };
    }
  }

  private problem({ code, message, column }: CellError): RowProblem {
    const name = this.layout.headerCells[column]?.trim();
    return { code, message, line: this.line, column: name ? `column "${name}"` : `column ${column + 1}` };
  }

  private cell(index: number | undefined): string {
    if (index === undefined) return '';
    const text = this.cells[index];
    if (text === undefined || text === '') return '';
    // Trimming and unwrapping every cell costs more than looking at its ends.
    const first = text.charCodeAt(0);
    if (
      first > 32 &&
      first !== 61 &&
      first < 127 &&
      text.charCodeAt(text.length - 1) > 32 &&
      text.charCodeAt(text.length - 1) !== 160
    )
      return text;
    return unwrapFormula(text.trim());
  }

  private optional(column: OptionalColumn): string {
    return this.cell(this.layout.optional[column]);
  }

  /** Anything but a movement: blank, a caption, a total, a balance, a header that comes again, more of a label. */
  private noMovement(row: TableRow): RowResult | undefined {
    const { layout } = this;
    const day = this.cell(layout.bookingDate);
    const first = day.charCodeAt(0);
    const hasAmount = this.amounts.some((index) => this.cell(index) !== '');
    if (hasAmount && first >= 48 && first <= 57) return this.balanceLine(day) ?? this.overfull(row);
    if (!hasAmount && looksLikeDay(day))
      return this.layout.label.some((index) => isBalanceLabel(this.cell(index))) ? CAPTION : undefined;
    if (!hasAmount) return this.withoutAmount(day);
    if (looksLikeDay(day)) return this.balanceLine(day) ?? this.overfull(row);
    if (
      layout.header.length > 0 &&
      normalise(day) === layout.header[layout.bookingDate] &&
      trimmedHeader(row).join() === layout.header.join()
    )
      return NOTHING;
    if (row.cells.some((cell) => isTotalLabel(cell))) return this.balanceLine('') ?? CAPTION;
    return undefined;
  }

  private withoutAmount(day: string): RowResult {
    const { label } = this.layout;
    const filled = this.cells.filter((cell) => cell.trim() !== '').length;
    if (filled === 0) return NOTHING;
    const text = joined(label.map((index) => this.cell(index)));
    const texts = label.filter((index) => this.cell(index) !== '').length;
    if (day === '' && text !== undefined && texts === filled && !isTotalLabel(text))
      return { kind: 'continuation', text };
    return CAPTION;
  }

  /** A row with more cells than the table has columns: a separator inside a text has moved what follows it. */
  private overfull(row: TableRow): undefined {
    const { width } = this.layout;
    if (row.cells.length <= width || filledWidth(row.cells) <= width) return undefined;
    const message = `the row has ${filledWidth(row.cells)} cells where the table has ${width} columns; a separator inside a text, or an amount cut at its comma?`;
    throw new CellError('too-many-cells', message, width);
  }

  /** A dated line that states a balance; its amount is no movement. */
  private balanceLine(day: string): RowResult | undefined {
    const { label, additional, amount } = this.layout;
    const isBalance = [...label, ...additional].some((index) => isBalanceLabel(this.cell(index)));
    if (!isBalance && !(day === '' && this.cells.some((cell) => isBalanceLabel(cell)))) return undefined;
    const position = this.amounts.find((index) => this.cell(index) !== '')!;
    const unsigned = this.minor(this.cell(position), position, this.currency);
    const negative = amount.kind === 'debit-credit' && position === amount.debit && unsigned > 0n;
    return {
      kind: 'balance',
      minor: negative ? -unsigned : unsigned,
      date: day === '' ? undefined : this.day(day, this.layout.bookingDate),
      line: this.line,
    };
  }

  private movement(status: 'booked' | 'pending'): Movement {
    const { layout } = this;
    const bookingDate = this.day(this.cell(layout.bookingDate), layout.bookingDate);
    const currency = this.currencyOf(this.optional('currencyColumn'), layout.optional.currencyColumn);
    const fee = this.fee(currency);
    const minor = this.amount(currency);
    const movement: Mutable<Movement> = {
      line: this.line,
      minor: layout.profile.feeIncluded ? minor : minor - fee,
      currency,
      bookingDate,
      status,
    };
    const valueDate = this.cell(layout.valueDate);
    if (valueDate !== '') movement.valueDate = this.valueDay(valueDate);
    if (fee !== 0n) movement.fee = fee;
    this.describe(movement);
    const balance = this.optional('balance');
    if (balance !== '') movement.balance = this.balance(balance, currency);
    return movement;
  }

  /** What a row says beside day and amount. */
  private describe(movement: Mutable<Movement>): void {
    const { layout } = this;
    const { optional } = layout;
    const texts = layout.label;
    const label = texts.length === 1 ? oneLine(this.cell(texts[0])) : joined(texts.map((index) => this.cell(index)));
    if (label !== undefined) movement.label = label;
    const additional =
      layout.additional.length === 0 ? undefined : joined(layout.additional.map((index) => this.cell(index)));
    if (additional !== undefined) movement.additional = additional;
    if (optional.account !== undefined || optional.product !== undefined)
      movement.account = this.account(this.optional('account'), this.optional('product'));
    if (optional.bankReference !== undefined) movement.bankReference = oneLine(this.optional('bankReference'));
    if (optional.code !== undefined) movement.code = oneLine(this.optional('code'));
    if (optional.endToEndId !== undefined) movement.endToEndId = reference(this.optional('endToEndId'));
    if (optional.mandateId !== undefined) movement.mandateId = reference(this.optional('mandateId'));
    if (optional.paymentInformationId !== undefined)
      movement.paymentInformationId = reference(this.optional('paymentInformationId'));
    if (optional.structuredReference !== undefined)
      movement.structuredReference = reference(this.optional('structuredReference'));
    if (optional.returnReason !== undefined) movement.returnReason = reference(this.optional('returnReason'));
    if (layout.original) movement.original = this.original(movement.currency);
    movement.counterparty = this.counterparty();
    if (label === undefined) return;
    const parts = partsOfLabel(label);
    if (!parts) return;
    movement.endToEndId ??= parts.endToEndId;
    movement.mandateId ??= parts.mandateId;
    movement.structuredReference ??= parts.structuredReference;
    movement.counterparty ??= parts.name === undefined ? undefined : { name: parts.name };
  }

  private counterparty(): Counterparty | undefined {
    const { optional } = this.layout;
    const name = optional.counterpartyName === undefined ? undefined : oneLine(this.optional('counterpartyName'));
    const ultimateName = optional.ultimateName === undefined ? undefined : oneLine(this.optional('ultimateName'));
    const account = optional.counterpartyIban === undefined ? '' : compact(this.optional('counterpartyIban'));
    const iban = account !== '' && isIban(account) ? account : undefined;
    const bic = optional.counterpartyBic === undefined ? '' : compact(this.optional('counterpartyBic'));
    if (name === undefined && iban === undefined && ultimateName === undefined) return undefined;
    return {
      ...(name === undefined ? {} : { name }),
      ...(iban === undefined ? {} : { iban }),
      ...(/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic) ? { bic } : {}),
      ...(ultimateName === undefined || ultimateName === name ? {} : { ultimateName }),
    };
  }

  private original(currency: string): Movement['original'] {
    const { original } = this.layout;
    const name = this.cell(original!.currency);
    const foreign = name === '' ? undefined : currencyNamed(name);
    const text = this.cell(original!.amount);
    if (foreign === undefined || foreign === currency || text === '') return undefined;
    try {
      const { text: amount } = readCellAmount(text, this.formatOf(original!.amount, this.layout.numbers));
      const rate = this.cell(original!.rate).replace(',', '.');
      return { amount: amount.replace(/^-/, ''), currency: foreign, ...(/^\d+(?:\.\d+)?$/.test(rate) ? { rate } : {}) };
    } catch (error) {
      // A remark beside the amount; it is not what moved the account.
      if (error instanceof AmountError) return undefined;
      throw error;
    }
  }

  private account(number: string, product: string): string | undefined {
    const plain = number === '' ? '' : compact(number);
    return (product === '' ? plain : `${plain} ${product}`.trim()) || undefined;
  }

  private amount(currency: string): bigint {
    const { amount } = this.layout;
    if (amount.kind === 'debit-credit') return this.debitOrCredit(amount, currency);
    if (amount.kind !== 'absolute') return this.minor(this.cell(this.amounts[0]), this.amounts[0]!, currency);
    const direction = normalise(this.cell(amount.direction));
    const minor = this.minor(this.cell(amount.column), amount.column, currency);
    const [received, paid] = [amount.received.includes(direction), amount.paid.includes(direction)];
    if (!received && !paid)
      throw new CellError(
        'bad-direction',
        `"${show(this.cell(amount.direction))}" says neither received nor paid`,
        amount.direction,
      );
    // Some exports sign the amount and say the direction too; the two must agree.
    if (minor < 0n && received)
      throw new CellError(
        'bad-amount',
        'the amount has a minus sign although its row says that money came in',
        amount.column,
      );
    return received || minor < 0n ? minor : -minor;
  }

  private debitOrCredit(
    amount: { debit: number; credit: number; debitSign: 'negative' | 'positive' | 'either' },
    currency: string,
  ): bigint {
    const [debit, credit] = [this.cell(amount.debit), this.cell(amount.credit)];
    if (debit === '' && credit === '')
      throw new CellError('no-amount', 'neither debit nor credit is filled', amount.debit);
    const out = debit === '' ? 0n : this.minor(debit, amount.debit, currency);
    const into = credit === '' ? 0n : this.minor(credit, amount.credit, currency);
    if (out !== 0n && into !== 0n)
      throw new CellError(
        'two-amounts',
        `both debit "${show(debit)}" and credit "${show(credit)}" are filled`,
        amount.debit,
      );
    return out === 0n ? into : this.paid(out, debit, amount.debit, amount.debitSign);
  }

  /** Money out as a negative amount. A debit of the other sign than the file's others would be money in, or a slip. */
  private paid(out: bigint, text: string, column: number, rule: 'negative' | 'positive' | 'either'): bigint {
    const sign = out < 0n ? -1n : 1n;
    this.debitSign ??= rule === 'negative' ? -1n : rule === 'positive' ? 1n : sign;
    if (sign !== this.debitSign) {
      const message = `the debit "${show(text)}" has another sign than the debits of this file; it is not guessed which way the money went`;
      throw new CellError('debit-sign', message, column);
    }
    return -sign * out;
  }

  /** A transfer with both its sides: the account's own side moves, in an exchange both do. */
  private sided(status: 'booked' | 'pending'): Movement[] {
    const { amount } = this.layout;
    if (amount.kind !== 'sided') return [];
    const direction = normalise(this.cell(amount.direction));
    const exchanged = amount.exchanged.includes(direction);
    if (!exchanged && !amount.received.includes(direction) && !amount.paid.includes(direction))
      throw new CellError(
        'bad-direction',
        `"${show(this.cell(amount.direction))}" says neither received nor paid`,
        amount.direction,
      );
    const movements: Movement[] = [];
    if (exchanged || amount.paid.includes(direction))
      movements.push(this.side(amount.source, amount.target, -1n, status));
    if (exchanged || amount.received.includes(direction))
      movements.push(this.side(amount.target, amount.source, 1n, status));
    return movements;
  }

  private side(own: SideColumns, other: SideColumns, sign: 1n | -1n, status: 'booked' | 'pending'): Movement {
    const currency = this.currencyOf(this.cell(own.currency), own.currency);
    const minor = this.minor(this.cell(own.amount), own.amount, currency);
    const feeText = sign === -1n ? this.cell(own.fee) : '';
    const fee = feeText === '' ? 0n : this.minor(feeText, own.fee!, currency);
    if (minor < 0n)
      throw new CellError(
        'bad-amount',
        'the amount has a sign although a column of its own gives the direction',
        own.amount,
      );
    const movement: Mutable<Movement> = {
      line: this.line,
      minor: sign * minor - fee,
      currency,
      bookingDate: this.day(this.cell(this.layout.bookingDate), this.layout.bookingDate),
      status,
    };
    if (fee !== 0n) movement.fee = fee;
    this.describe(movement);
    const name = oneLine(this.cell(other.name));
    if (name !== undefined) movement.counterparty = { ...movement.counterparty, name };
    return movement;
  }

  private fee(currency: string): bigint {
    const text = this.optional('fee');
    if (text === '') return 0n;
    const fee = this.minor(text, this.layout.optional.fee!, currency);
    // Payment services write the fee they keep with a minus.
    return this.layout.profile.feeIncluded && fee < 0n ? -fee : fee;
  }

  private minor(text: string, column: number, currency: string, numbers: AmountFormat = this.layout.numbers): bigint {
    try {
      const amount = readCellAmount(text, this.formatOf(column, numbers));
      if (amount.currency !== undefined && amount.currency !== currency)
        throw new AmountError(`"${show(text)}" is in ${amount.currency}, the row in ${currency}`, text);
      return this.toMinor(amount.text, currency);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      throw new CellError('bad-amount', error.message, column);
    }
  }

  /** As {@link parseMinor}, with the short way for an amount that has just the currency's decimals. */
  private toMinor(text: string, currency: string): bigint {
    let decimals = this.decimals.get(currency);
    if (decimals === undefined) this.decimals.set(currency, (decimals = decimalsOf(currency)));
    const point = text.length - decimals - 1;
    return decimals > 0 && point > 0 && text.charCodeAt(point) === 46
      ? BigInt(text.slice(0, point) + text.slice(point + 1))
      : parseMinor(text, currency);
  }

  private formatOf(column: number, numbers: AmountFormat): AmountFormat {
    return this.typed?.[column] === true ? POINT : numbers;
  }

  /** A balance is a witness, not the movement: one that cannot be read is told and left out. */
  private balance(text: string, currency: string): bigint | undefined {
    const column = this.layout.optional.balance!;
    try {
      return this.minor(text, column, currency, this.layout.balanceNumbers);
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      this.warning ??= { ...this.problem(error), code: 'bad-balance' };
      return undefined;
    }
  }

  private valueDay(text: string): Day | undefined {
    const column = this.layout.valueDate!;
    // Banks fill a value day that is not known yet with a word or zeros.
    return /[1-9]/.test(text) ? this.day(text, column) : undefined;
  }

  private day(text: string, column: number): Day {
    const known = this.days.get(text);
    if (known !== undefined) return known;
    try {
      const day = readCellDay(text, this.layout.dates);
      if (this.days.size >= DAYS_KEPT) this.days.clear();
      this.days.set(text, day);
      return day;
    } catch (error) {
      if (!(error instanceof DayFormatError)) throw error;
      throw new CellError('bad-date', error.message, column);
    }
  }

  private currencyOf(text: string, column: number | undefined): string {
    const code =
      text === '' ? (this.cellCurrency() ?? this.currency) : this.decimals.has(text) ? text : currencyNamed(text);
    if (code !== undefined && isCurrency(code)) return code;
    throw new CellError(
      'bad-currency',
      `"${show(text).slice(0, 20)}" is not a currency (expected an ISO 4217 code such as EUR)`,
      column!,
    );
  }

  /** Where no column names the currency, the amount may: `£12.00`. */
  private cellCurrency(): string | undefined {
    const text = this.cell(this.amounts.find((index) => this.cell(index) !== ''));
    const last = text.charCodeAt(text.length - 1);
    if (
      text === '' ||
      (text.charCodeAt(0) < 58 && text.charCodeAt(0) !== 36 && last < 58 && last !== 36 && !/[^\d.,' -]/.test(text))
    )
      return undefined;
    const name = /€|£|US\$|\$|¥|zł|Kč|\b[A-Z]{3}\b|[A-Z]{3}$/.exec(text)?.[0];
    return name === undefined ? undefined : currencyNamed(name);
  }

  private status(): 'booked' | 'pending' | 'skipped' {
    let state: 'booked' | 'pending' = 'booked';
    for (const { column, rule } of this.layout.states) {
      const value = normalise(this.cell(column));
      if (rule.booked.includes(value)) continue;
      if (rule.pending?.includes(value)) state = 'pending';
      else if (rule.skipped.includes(value)) return 'skipped';
      else if (rule.otherwise !== 'booked')
        throw new CellError(
          'bad-status',
          `"${show(this.cell(column)).slice(0, 40)}" is no state this profile knows`,
          column,
        );
    }
    return state;
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A blank that is not a single space between words. */
const UNEVEN = /[^\S ]|\s\s|^\s|\s$/;

/** A text on one line, blanks collapsed; undefined for none. */
function oneLine(text: string): string | undefined {
  if (text === '') return undefined;
  return (UNEVEN.test(text) ? text.replace(/\s+/g, ' ').trim() : text) || undefined;
}

/** Texts on one line; a text that is part of one before is not repeated. */
export function joined(texts: readonly string[]): string | undefined {
  let all = '';
  for (const text of texts) {
    const plain = oneLine(text);
    if (plain === undefined) continue;
    if (all === '') all = plain;
    else if (!all.includes(plain)) all += ` ${plain}`;
  }
  return all || undefined;
}

/** A reference; the fillers that mean none are left out. */
function reference(text: string): string | undefined {
  return text === '' || /^(?:NOT ?PROVIDED|NONREF|0+|-+|N\/?A)$/i.test(text) ? undefined : oneLine(text);
}
