import { show } from '@lettrage/formats';
import { normalise } from '../profile.js';
import { AmountReader, type SideMove } from './amount.reader.js';
import { isBalanceLabel, isTotalLabel, isTurnoverLabel } from './balance-label.js';
import { looksLikeDay } from './cell-day.js';
import { MovementDraft, type Movement, type RowProblem, type RowResult } from './movement.js';
import { MovementTexts, oneLine } from './movement.texts.js';
import { PlainRows } from './plain-rows.js';
import { CellError, RowCells } from './row-cells.js';
import { amountPositions, filledWidth, trimmedHeader, type TableLayout } from './table-layout.js';
import type { TableRow } from './table-row.js';

const NOTHING: RowResult = { kind: 'skipped' };
const CAPTION: RowResult = { kind: 'caption' };
const [DIGIT_ZERO, DIGIT_NINE] = [48, 57];

/** Reads the rows below the header of one file. */
export class MovementReader {
  /** True once a row was read whose currency nothing in the file names. */
  assumed = false;
  private readonly cells: RowCells;
  private readonly amount: AmountReader;
  private readonly texts: MovementTexts;
  private readonly amounts: readonly number[];
  /** Columns in which a line may say that it states a balance. */
  private readonly labels: readonly number[];
  private readonly plainRows: PlainRows | undefined;
  private warning: RowProblem | undefined;
  private readonly writesCents: boolean;
  /** Cells of the row before. */
  private before = 0;

  constructor(
    private readonly layout: TableLayout,
    /** Currency of rows that name none: what lines above the table say, else the profile or the header. */
    readonly currency: string,
  ) {
    this.amounts = amountPositions(layout.amount);
    this.labels = [...layout.label, ...layout.additional];
    this.writesCents = layout.writesCents;
    this.cells = new RowCells(layout, this.amounts, currency);
    this.amount = new AmountReader(layout.amount, this.cells);
    this.texts = new MovementTexts(layout, this.cells);
    this.plainRows = PlainRows.of(layout, this.cells, this.amount, currency);
  }

  /** The movement of a row that is as simple as most; undefined for any other, which {@link read} takes. */
  plain(row: TableRow): Movement | undefined {
    const movement = this.plainRows?.read(row);
    if (movement === undefined) return undefined;
    this.assumed = true;
    this.before = row.cells.length;
    return movement;
  }

  /** Reads one row; never throws on bad input. */
  read(row: TableRow): RowResult {
    this.cells.use(row);
    this.warning = undefined;
    try {
      if (row.open) this.cutShort(row);
      const special = this.noMovement(row);
      if (special !== undefined) return special;
      const status = this.layout.states.length === 0 ? 'booked' : this.status();
      if (status === 'skipped') return NOTHING;
      const movements =
        this.layout.amount.kind === 'sided'
          ? this.amount.sides().map((side) => this.side(side, status))
          : [this.movement(status)];
      this.before = row.cells.length;
      return { kind: 'movements', movements, warning: this.warning };
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      return { kind: 'problem', problem: this.problem(error) };
    }
  }

  private problem({ code, message, column }: CellError): RowProblem {
    const name = this.layout.headerCells[column]?.trim();
    return { code, message, line: this.cells.line, column: name ? `column "${name}"` : `column ${column + 1}` };
  }

  /**
   * A last row without line end that has fewer cells than the row before, or an amount at its end with fewer decimals
   * than its currency has and the file writes, is cut: digits of its amount may be lost.
   */
  private cutShort(row: TableRow): void {
    const { layout, cells } = this;
    const usual = this.before || layout.headerCells.length;
    const last = row.cells.length - 1;
    const isAmount = this.amounts.includes(last) || last === layout.optional.balance;
    const cut = row.cells.length < usual || (isAmount && this.writesCents && !/[.,]\d{2}\D*$/.test(cells.text(last)));
    if (!cut || filledWidth(row.cells) === 0) return;
    throw new CellError('cut-short', 'the file ends within this row; it is left out, ask for the file again', last);
  }

  private hasAmount(): boolean {
    for (const index of this.amounts) if (this.cells.text(index) !== '') return true;
    return false;
  }

  /** Anything but a movement: blank, a caption, a total, a balance, a header that comes again, more of a label. */
  private noMovement(row: TableRow): RowResult | undefined {
    const { layout, cells } = this;
    const day = cells.text(layout.bookingDate);
    const first = day.charCodeAt(0);
    const hasAmount = this.hasAmount();
    if ((hasAmount && first >= DIGIT_ZERO && first <= DIGIT_NINE) || looksLikeDay(day)) {
      if (this.says(isBalanceLabel)) return hasAmount ? this.balanceLine(day) : CAPTION;
      if (this.says(isTurnoverLabel)) return CAPTION;
      return this.overfull(row);
    }
    if (!hasAmount) return this.withoutAmount(day);
    if (this.isHeader(row, day)) return NOTHING;
    if (row.cells.some((cell) => isTotalLabel(cell)))
      return row.cells.some((cell) => isBalanceLabel(cell)) ? this.balanceLine('') : CAPTION;
    return undefined;
  }

  private isHeader(row: TableRow, day: string): boolean {
    const { header, bookingDate } = this.layout;
    return header.length > 0 && normalise(day) === header[bookingDate] && trimmedHeader(row).join() === header.join();
  }

  private withoutAmount(day: string): RowResult {
    const { cells } = this;
    const { label } = this.layout;
    let filled = 0;
    for (const cell of cells.all) if (cell.trim() !== '') filled++;
    if (filled === 0) return NOTHING;
    const text = this.texts.joined(label);
    const texts = label.filter((index) => cells.text(index) !== '').length;
    const goesOn = day === '' && text !== undefined && texts === filled && !isTotalLabel(text);
    return goesOn ? { kind: 'continuation', text } : CAPTION;
  }

  /** A row with more cells than the table has columns: a separator inside a text has moved what follows it. */
  private overfull(row: TableRow): undefined {
    const { width } = this.layout;
    if (row.cells.length <= width || filledWidth(row.cells) <= width) return undefined;
    const message = `the row has ${filledWidth(row.cells)} cells where the table has ${width} columns; a separator inside a text, or an amount cut at its comma?`;
    throw new CellError('too-many-cells', message, width);
  }

  private says(what: (label: string) => boolean): boolean {
    for (const index of this.labels) if (what(this.cells.text(index))) return true;
    return false;
  }

  /** A line that states a balance; its amount is no movement. */
  private balanceLine(day: string): RowResult {
    const { bookingDate } = this.layout;
    const { cells } = this;
    // Below a table the caption of a balance may stand in the column of an amount.
    const position = this.amounts.find((index) => /\d/.test(cells.text(index)));
    if (position === undefined) return CAPTION;
    const unsigned = cells.minor(cells.text(position), position, this.currency);
    const negative = unsigned > 0n && this.amount.isPaid(position);
    return {
      kind: 'balance',
      minor: negative ? -unsigned : unsigned,
      date: day === '' ? undefined : cells.day(day, bookingDate),
      line: cells.line,
      account: this.texts.account(),
    };
  }

  private movement(status: 'booked' | 'pending'): Movement {
    const { layout, cells } = this;
    const { optional } = layout;
    const booked = cells.text(layout.bookingDate);
    const bookingDate = cells.day(booked, layout.bookingDate);
    const currency = cells.currencyOf(cells.text(optional.currencyColumn), optional.currencyColumn);
    const fee = optional.fee === undefined ? 0n : this.fee(optional.fee, currency);
    const minor = this.amount.read(currency);
    const net = fee === 0n || layout.profile.feeIncluded ? minor : minor - fee;
    const draft = new MovementDraft(cells.line, net, currency, bookingDate, status);
    const valueDate = cells.text(layout.valueDate);
    if (valueDate === booked) draft.valueDate = bookingDate;
    // Banks fill a value day that is not known yet with a word or zeros.
    else if (valueDate !== '' && /[1-9]/.test(valueDate)) draft.valueDate = cells.day(valueDate, layout.valueDate!);
    if (fee !== 0n) draft.fee = fee;
    this.texts.describe(draft);
    const balance = cells.text(optional.balance);
    if (balance !== '') draft.balance = this.balance(balance, currency);
    this.assumed ||= cells.unnamed;
    return draft;
  }

  /** One side of a transfer; the fee leaves the account with what was sent. */
  private side({ own, other, sign }: SideMove, status: 'booked' | 'pending'): Movement {
    const { cells } = this;
    const { bookingDate } = this.layout;
    const currency = cells.currencyOf(cells.text(own.currency), own.currency);
    const minor = cells.minor(cells.text(own.amount), own.amount, currency);
    if (minor < 0n)
      throw new CellError(
        'bad-amount',
        'the amount has a sign although a column of its own gives the direction',
        own.amount,
      );
    const feeText = sign === -1n ? cells.text(own.fee) : '';
    const fee = feeText === '' ? 0n : cells.minor(feeText, own.fee!, currency);
    const day = cells.day(cells.text(bookingDate), bookingDate);
    const draft = new MovementDraft(cells.line, sign * minor - fee, currency, day, status);
    if (fee !== 0n) draft.fee = fee;
    this.texts.describe(draft);
    const name = oneLine(cells.text(other.name));
    if (name !== undefined) draft.counterparty = { ...draft.counterparty, name };
    return draft;
  }

  private fee(column: number, currency: string): bigint {
    const text = this.cells.text(column);
    if (text === '') return 0n;
    const fee = this.cells.minor(text, column, currency);
    // Payment services write the fee they keep with a minus.
    return this.layout.profile.feeIncluded && fee < 0n ? -fee : fee;
  }

  /** A balance is a witness, not the movement: one that cannot be read is told and left out. */
  private balance(text: string, currency: string): bigint | undefined {
    const { optional, balanceNumbers } = this.layout;
    try {
      return this.cells.minor(text, optional.balance!, currency, balanceNumbers);
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      this.warning ??= { ...this.problem(error), code: 'bad-balance' };
      return undefined;
    }
  }

  private status(): 'booked' | 'pending' | 'skipped' {
    let state: 'booked' | 'pending' = 'booked';
    for (const { column, rule } of this.layout.states) {
      const text = this.cells.text(column);
      const value = normalise(text);
      if (rule.booked.includes(value)) continue;
      if (rule.pending?.includes(value)) state = 'pending';
      else if (rule.skipped.includes(value)) return 'skipped';
      else if (rule.otherwise !== 'booked')
        throw new CellError('bad-status', `"${show(text).slice(0, 40)}" is no state this profile knows`, column);
    }
    return state;
  }
}
