import { isUtf8 } from 'node:buffer';
import { AdapterError, formatMinor, isDay } from '@lettrage/adapter-sdk';
import { fecColumns, type FecColumn } from './fec-columns.js';
import { CentsSum } from './fec-cents-sum.js';
import type { FecOptions } from './fec-options.js';

const DAY_COLUMNS: readonly FecColumn[] = ['EcritureDate', 'PieceDate', 'DateLet', 'ValidDate', 'DateRglt'];
const [CR, LF, BLANK, COMMA, DIGIT_0, DIGIT_9] = [0x0d, 0x0a, 0x20, 0x2c, 0x30, 0x39];
/** What a column is read as. */
const [TEXT, DAY, AMOUNT, DIRECTION] = [0, 1, 2, 3];
/** Characters of an amount that is read digit by digit: its cents are an exact integer whatever they are. */
const PLAIN_AMOUNT = 15;
const NOTHING = new Uint8Array(0);

/**
 * Reads again what was just written, from its bytes and by the text of law alone: the charset, fields of every line,
 * days, amounts, and that debits and credits are those of the entries. A file that does not read back is not handed
 * over: what is thrown ends the export.
 */
export class FecProof {
  private readonly separator: number;
  private readonly kinds: readonly number[];
  private readonly debitAt: number;
  private readonly knownDays = new Set<number>();
  private readonly expected = { lines: 0, total: 0n };
  private readonly debit = new CentsSum();
  private readonly credit = new CentsSum();
  /** The amount that was read last. */
  private amount: number | bigint = 0;
  private lines = 0;
  /** The lines at hand and where the one that is read begins. */
  private bytes: Uint8Array = NOTHING;
  private lineFrom = 0;
  private rest: Uint8Array = NOTHING;
  private isHeaderRead = false;

  constructor(private readonly options: FecOptions) {
    const columns = fecColumns(options.amounts, options.variant);
    this.separator = options.separator.charCodeAt(0);
    this.kinds = columns.map(kindOf);
    this.debitAt = columns.indexOf('Debit');
  }

  /** Notes lines of an entry that are about to be written; `total` is the sum of either side in cents. */
  expect(lines: number, total: bigint): void {
    this.expected.lines += lines;
    this.expected.total += total;
  }

  /** Reads bytes as they leave and gives them back. Throws `AdapterError('malformed')`. */
  check(bytes: Uint8Array): Uint8Array {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const end = all.lastIndexOf(LF) + 1;
    const whole = all.subarray(0, end);
    // Every byte is a character of ISO 8859-15.
    if (this.options.encoding === 'utf-8' && !isUtf8(whole)) this.fail('it is not UTF-8');
    this.bytes = whole;
    for (let at = 0; at < end;) at = this.line(whole, at);
    this.rest = end === all.length ? NOTHING : all.slice(end);
    return bytes;
  }

  /** Compares what was read with what was to be written. Throws `AdapterError('malformed')`. */
  end(): void {
    const { expected } = this;
    if (this.rest.length > 0) this.fail('its last line has no end');
    if (this.lines !== expected.lines) this.fail(`it has ${this.lines} lines, the entries ${expected.lines}`);
    for (const side of ['debit', 'credit'] as const) {
      const read = this[side].value();
      if (read === expected.total) continue;
      const [is, ought] = [formatMinor(read, 'EUR'), formatMinor(expected.total, 'EUR')];
      this.fail(`its ${side}s add up to ${is}, those of the entries to ${ought}`);
    }
  }

  /** Reads the line that begins at `from`; returns where the next one begins. */
  private line(bytes: Uint8Array, from: number): number {
    const { separator, kinds } = this;
    let column = 0;
    let start = from;
    this.lineFrom = from;
    for (let at = from; ; at++) {
      const byte = bytes[at]!;
      if (byte >= BLANK && byte !== separator) continue;
      const isEnd = byte === CR && bytes[at + 1] === LF;
      if (!isEnd && byte !== separator) this.failInLine('a control character stands in a line');
      if (this.isHeaderRead && kinds[column] !== TEXT) this.field(bytes, start, at, column);
      column++;
      start = at + 1;
      if (!isEnd) continue;
      if (column !== kinds.length) this.failInLine('');
      if (this.isHeaderRead) this.lines++;
      this.isHeaderRead = true;
      return at + 2;
    }
  }

  private field(bytes: Uint8Array, from: number, to: number, column: number): void {
    const kind = this.kinds[column];
    if (kind === DAY) this.day(bytes, from, to);
    else if (kind === AMOUNT) {
      this.amount = this.readAmount(bytes, from, to);
      // With a direction, which comes next, the amount waits for it.
      if (this.debitAt !== -1) (column === this.debitAt ? this.debit : this.credit).add(this.amount);
    } else if (kind === DIRECTION) {
      const direction = textOf(bytes, from, to);
      if (direction === 'D' || direction === '+1') this.debit.add(this.amount);
      else if (direction === 'C' || direction === '-1') this.credit.add(this.amount);
      else this.failInLine(`Sens is "${direction}"`);
    }
  }

  private day(bytes: Uint8Array, from: number, to: number): void {
    if (from === to) return;
    let value = to - from === 8 ? 0 : NaN;
    for (let at = from; at < to; at++) {
      const digit = bytes[at]! - DIGIT_0;
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN;
    }
    if (this.knownDays.has(value)) return;
    const text = textOf(bytes, from, to);
    if (Number.isNaN(value) || !isDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)) {
      this.failInLine(`"${text}" is not a day`);
    }
    this.knownDays.add(value);
  }

  private readAmount(bytes: Uint8Array, from: number, to: number): number | bigint {
    const comma = to - 3;
    let cents = comma > from && to - from <= PLAIN_AMOUNT && bytes[comma] === COMMA ? 0 : NaN;
    for (let at = from; at < to; at++) {
      if (at === comma) continue;
      const byte = bytes[at]!;
      cents = byte >= DIGIT_0 && byte <= DIGIT_9 ? cents * 10 + (byte - DIGIT_0) : NaN;
    }
    if (!Number.isNaN(cents)) return cents;
    const text = textOf(bytes, from, to);
    if (!/^-?\d+,\d\d$/.test(text)) this.failInLine(`"${text}" is not an amount`);
    return BigInt(text.slice(0, -3) + text.slice(-2));
  }

  /** Tells of too many or too few fields first: what a field holds is then another column's. */
  private failInLine(message: string): never {
    const { bytes, lineFrom, options, kinds } = this;
    const line = textOf(bytes, lineFrom, bytes.indexOf(LF, lineFrom) - 1);
    const count = line.split(options.separator).length;
    const isSound = count === kinds.length;
    this.fail(`${isSound ? message : `a line has ${count} fields instead of ${kinds.length}`}: ${line.slice(0, 300)}`);
  }

  private fail(message: string): never {
    throw new AdapterError(
      'malformed',
      `The file that was written does not read back: ${message}. Nothing was handed over; report it.`,
    );
  }
}

function kindOf(column: FecColumn): number {
  if (DAY_COLUMNS.includes(column)) return DAY;
  if (column === 'Debit' || column === 'Credit' || column === 'Montant') return AMOUNT;
  return column === 'Sens' ? DIRECTION : TEXT;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}
