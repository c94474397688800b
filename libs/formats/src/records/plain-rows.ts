import {
  decimalsOf,
  isCurrency,
  isDay,
  parseDay,
  PackedTextSet,
  type Day,
  type OpenItemKind,
  type OpenItemSink,
  type PlainOpenItem,
} from '@lettrage/domain';
import type { OpenItemBuilder } from './build-open-item.js';
import { OPEN_ITEM_COLUMNS, type OpenItemColumn } from './open-item-columns.js';

const LINE_FEED = 10;
const RETURN = 13;
const BLANK = 32;
const HYPHEN = 45;
const POINT = 46;
const EQUALS = 61;
const ZERO = 48;
const LAST_ASCII = 126;

/** Columns that say nothing more of a customer known by its first rows, and those that are kept as they are given. */
const LEFT: ReadonlySet<OpenItemColumn> = new Set<OpenItemColumn>([
  'customer_siren',
  'customer_account',
  'group_id',
  'type_code',
  'external_id',
]);
const READ: ReadonlySet<OpenItemColumn> = new Set<OpenItemColumn>([
  'number',
  'kind',
  'customer_id',
  'customer_name',
  'customer_ibans',
  'issue_date',
  'due_date',
  'currency',
  'total',
  'open_amount',
  'payment_reference',
  'order_reference',
]);
/** Until the first row was read. */
const ANY_DAY = parseDay('2000-01-01');
/** Longer numbers and ids are read by the rules themselves. */
const LONGEST = 200;

/**
 * Reads the rows of open items that nothing can be said against from their bytes: an invoice of a customer whose account
 * and name stand there as before, plain days and cents, no discount, no VAT. They are nearly all rows of a large book,
 * and to make texts and objects of them takes ten times as long as this. Any other row is left to `OpenItemBuilder`,
 * whose rules these are; a test compares the two.
 */
export class PlainRows {
  /** Where each cell of the last line begins, and one behind the line. */
  private readonly cells: Int32Array;
  private readonly columns: Readonly<Record<OpenItemColumn, number>>;
  private readonly mustBeEmpty: readonly number[];
  /** Id, name and accounts of customers as a sound row has them, and under which number the sink has the customer. */
  private readonly customers = new PackedTextSet();
  private readonly owners: number[] = [];
  private readonly days = new Map<number, Day>();
  private readonly currencies = new Map<number, string>();
  /** Behind the line feed of the line that was cut last. */
  lineEnd = 0;
  private readonly key = new Uint8Array(1 << 10);
  private readonly item: { -readonly [field in keyof PlainOpenItem]: PlainOpenItem[field] } = {
    bytes: this.key,
    numberFrom: 0,
    numberTo: 0,
    owner: 0,
    kind: 'invoice',
    issueDate: ANY_DAY,
    dueDate: ANY_DAY,
    currency: '',
    total: 0,
    open: 0,
    paymentFrom: 0,
    paymentTo: 0,
    orderFrom: 0,
    orderTo: 0,
  };

  /** `names` are those of the header, in its order. */
  constructor(
    private readonly builder: OpenItemBuilder,
    private readonly sink: OpenItemSink,
    private readonly delimiter: number,
    header: readonly string[],
  ) {
    this.cells = new Int32Array(header.length + 1);
    this.columns = Object.fromEntries(OPEN_ITEM_COLUMNS.map((column) => [column, header.indexOf(column)])) as Record<
      OpenItemColumn,
      number
    >;
    this.mustBeEmpty = OPEN_ITEM_COLUMNS.filter((column) => !READ.has(column) && !LEFT.has(column))
      .map((column) => this.columns[column])
      .filter((at) => at >= 0);
  }

  /**
   * Cuts the line from `start` to its line feed into cells; false where it is no plain line: control characters, or
   * another number of cells. Either way {@link lineEnd} is behind the line feed, which must be there.
   */
  cut(bytes: Uint8Array, start: number): boolean {
    const { cells, delimiter } = this;
    const width = cells.length - 1;
    let count = 1;
    let plain = true;
    let at = start;
    cells[0] = start;
    for (let byte = bytes[at]!; byte !== LINE_FEED; byte = bytes[++at]!) {
      if (byte === delimiter) {
        if (count < width) cells[count] = at + 1;
        count += 1;
      } else if (byte < BLANK && (byte !== RETURN || bytes[at + 1] !== LINE_FEED)) plain = false;
    }
    this.lineEnd = at + 1;
    cells[width] = (at > start && bytes[at - 1] === RETURN ? at - 1 : at) + 1;
    return plain && count === width;
  }

  /** Gives the item of the line that was cut last to the sink; false where it is to be read by the rules. */
  take(bytes: Uint8Array, line: number): boolean {
    const { columns, item, builder } = this;
    for (const column of this.mustBeEmpty) if (this.from(column) < this.to(column)) return false;
    const owner = this.ownerOf(bytes);
    const kind = this.kindOf(bytes);
    const issueDate = this.dayOf(bytes, columns.issue_date);
    const dueDate = this.dayOf(bytes, columns.due_date);
    const currency = this.currencyOf(bytes);
    const total = this.centsOf(bytes, columns.total);
    const open = this.centsOf(bytes, columns.open_amount);
    if (owner === undefined || !kind || !issueDate || !dueDate || !currency) return false;
    if (total < 0 || open < 0 || open > total) return false;
    if (this.from(columns.number) === this.to(columns.number) || !this.isText(bytes, columns.number)) return false;
    if (!this.isText(bytes, columns.payment_reference) || !this.isText(bytes, columns.order_reference)) return false;
    const size = this.documentKey(bytes);
    if (size === 0 || !builder.noteDocument(this.key, size, line)) return false;
    item.bytes = bytes;
    item.numberFrom = this.from(columns.number);
    item.numberTo = this.to(columns.number);
    item.owner = owner;
    item.kind = kind;
    item.issueDate = issueDate;
    item.dueDate = dueDate;
    item.currency = currency;
    item.total = total;
    item.open = open;
    item.paymentFrom = this.from(columns.payment_reference);
    item.paymentTo = this.to(columns.payment_reference);
    item.orderFrom = this.from(columns.order_reference);
    item.orderTo = this.to(columns.order_reference);
    this.sink.addPlain(item);
    return true;
  }

  /** Remembers the customer of the line that was cut last, whose row was sound and without a warning. */
  know(bytes: Uint8Array, owner: number): void {
    const { customer_id: id } = this.columns;
    if (!this.isText(bytes, id) || this.from(id) === this.to(id)) return;
    const size = this.customerKey(bytes);
    if (size > 0 && this.customers.addBytes(this.key, 0, size) === undefined) this.owners.push(owner);
  }

  /** Where the text of the line begins that was cut last, and where it ends before its line end. */
  get lineStart(): number {
    return this.cells[0]!;
  }

  get textEnd(): number {
    return this.cells[this.cells.length - 1]! - 1;
  }

  private from(column: number): number {
    return column < 0 ? 0 : this.cells[column]!;
  }

  private to(column: number): number {
    return column < 0 ? 0 : this.cells[column + 1]! - 1;
  }

  /** The sink's number of the customer, if it is known and its cells are as in an earlier row. */
  private ownerOf(bytes: Uint8Array): number | undefined {
    const size = this.customerKey(bytes);
    const known = size > 0 ? this.customers.findBytes(this.key, 0, size) : undefined;
    return known === undefined ? undefined : this.owners[known];
  }

  /** The two kinds that are positive. */
  private kindOf(bytes: Uint8Array): OpenItemKind | undefined {
    const from = this.from(this.columns.kind);
    const size = this.to(this.columns.kind) - from;
    if (size !== INVOICE.length) return undefined;
    if (stands(INVOICE, bytes, from)) return 'invoice';
    return stands(DEPOSIT, bytes, from) ? 'deposit' : undefined;
  }

  /** A day written `YYYY-MM-DD`; there are few different ones. */
  private dayOf(bytes: Uint8Array, column: number): Day | undefined {
    const from = this.from(column);
    if (this.to(column) - from !== 10 || bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return undefined;
    let digits = 0;
    for (let at = 0; at < 10; at++) {
      if (at === 4 || at === 7) continue;
      const digit = bytes[from + at]! - ZERO;
      if (digit < 0 || digit > 9) return undefined;
      digits = digits * 10 + digit;
    }
    const known = this.days.get(digits);
    if (known !== undefined) return known;
    const day = textOf(bytes, from, from + 10);
    if (!isDay(day)) return undefined;
    this.days.set(digits, day);
    return day;
  }

  /** A currency of cents, in capitals. */
  private currencyOf(bytes: Uint8Array): string | undefined {
    const from = this.from(this.columns.currency);
    if (this.to(this.columns.currency) - from !== 3) return undefined;
    const letters = (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!;
    const known = this.currencies.get(letters);
    if (known !== undefined) return known;
    const text = textOf(bytes, from, from + 3);
    if (!isCurrency(text) || decimalsOf(text) !== 2) return undefined;
    this.currencies.set(letters, text);
    return text;
  }

  /** Cents written `1200.50`, up to seven digits before the point; -1 for anything else. */
  private centsOf(bytes: Uint8Array, column: number): number {
    const from = this.from(column);
    const to = this.to(column);
    if (to - from < 4 || to - from > 10 || bytes[to - 3] !== POINT) return -1;
    let cents = 0;
    for (let at = from; at < to; at++) {
      if (at === to - 3) continue;
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) return -1;
      cents = (cents * 10 + digit) | 0;
    }
    return cents;
  }

  /** ASCII letters without blanks around them that no spreadsheet formula begins, or nothing. */
  private isText(bytes: Uint8Array, column: number): boolean {
    const from = this.from(column);
    const to = this.to(column);
    if (from === to) return true;
    if (to - from > LONGEST || bytes[from] === BLANK || bytes[to - 1] === BLANK || bytes[from] === EQUALS) return false;
    for (let at = from; at < to; at++) if (bytes[at]! > LAST_ASCII) return false;
    return true;
  }

  /** Writes what tells documents apart into `key`; its length, or 0 if it is too long. */
  private documentKey(bytes: Uint8Array): number {
    const { number, customer_id: id, due_date: due } = this.columns;
    return this.write(bytes, due, this.write(bytes, id, this.write(bytes, number, 0)));
  }

  /** The same for what a row says of its customer. */
  private customerKey(bytes: Uint8Array): number {
    const { customer_id: id, customer_name: name, customer_ibans: ibans } = this.columns;
    return this.write(bytes, ibans, this.write(bytes, name, this.write(bytes, id, 0)));
  }

  /** Writes a cell behind what stands in `key`, with a NUL between them; the new length, 0 where there is no room. */
  private write(bytes: Uint8Array, column: number, used: number): number {
    const { key } = this;
    const [from, to] = [this.from(column), this.to(column)];
    let size = used;
    if (size + 1 + to - from > key.length) return 0;
    if (size > 0) key[size++] = 0;
    for (let at = from; at < to; at++) key[size++] = bytes[at]!;
    return size;
  }
}

const INVOICE = Uint8Array.from('invoice', (letter) => letter.charCodeAt(0));
const DEPOSIT = Uint8Array.from('deposit', (letter) => letter.charCodeAt(0));

function stands(word: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < word.length; at++) if (bytes[from + at] !== word[at]) return false;
  return true;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
