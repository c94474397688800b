import {
  absolute,
  AmountError,
  compact,
  grown,
  isCurrency,
  isDay,
  isIban,
  isSiren,
  PackedTextSet,
  parseMinor,
  type CustomerIdentity,
  type Day,
  type OpenItem,
  type OpenItemKind,
  type Problem,
} from '@lettrage/domain';
import { REQUIRED_COLUMNS, type OpenItemColumn, type RawOpenItem } from './open-item-columns.js';
import { problemAt, shown, type RecordPlace } from './problem-at.js';

const KINDS = new Map(
  (['invoice', 'credit-note', 'deposit', 'payment', 'on-account'] as const).map((kind) => [kind as string, kind]),
);
const POSITIVE: ReadonlySet<string> = new Set(['invoice', 'deposit']);

/**
 * Turns rows into open items and remembers what rows have in common: customers, and which line a document stood on.
 * Rows of one customer and number with different due dates are instalments; any other repetition is refused with both
 * lines named.
 */
export class OpenItemBuilder {
  private readonly documents = new PackedTextSet();
  /** Line of the file by document, in the order of `documents`. */
  private lines = new Uint32Array(1 << 10);
  private read = 0;
  private readonly customers = new Map<string, KnownCustomer>();
  private readonly words = new Map<string, string>();
  private readonly days = new Map<string, Day>();

  constructor(private readonly file?: string) {}

  /** The item of a row, or undefined with the reasons among `problems`. Warnings don't refuse a row. */
  build(raw: RawOpenItem, line: number, problems: Problem[]): OpenItem | undefined {
    const row = new Row(raw, { file: this.file, line }, problems);
    for (const column of REQUIRED_COLUMNS)
      if (raw[column] === '') row.refuse(column, 'missing', 'is empty', 'fill it in');
    const currency = this.currency(raw.currency);
    if (currency !== '' && !isCurrency(currency))
      row.refuse('currency', 'currency', `is "${shown(raw.currency)}"`, 'use an ISO 4217 code such as EUR');
    const kind = KINDS.get(raw.kind);
    if (raw.kind !== '' && !kind)
      row.refuse('kind', 'kind', `is "${shown(raw.kind)}"`, `use one of ${[...KINDS.keys()].join(', ')}`);
    const issueDate = this.day('issue_date', row);
    const dueDate = this.day('due_date', row);
    const total = row.amount('total', currency);
    const open = raw.open_amount === raw.total && total !== undefined ? total : row.amount('open_amount', currency);
    if (kind && total !== undefined && open !== undefined) checkSigns(kind, total, open, row);
    checkTexts(row);
    if (row.refused || !kind || total === undefined || open === undefined || !issueDate || !dueDate) return undefined;
    const number = this.unique(raw, line, row);
    if (number === undefined) return undefined;
    const item: Draft = { number, kind, customer: this.customer(raw, row), issueDate, dueDate, currency, total, open };
    addTexts(item, raw);
    if (raw.discount_percent !== '' || raw.discount_until !== '') addDiscount(item, row);
    if (raw.vat !== '' || raw.vat_due !== '') addVat(item, row);
    return item;
  }

  /** The document's number; refused if the same customer, number and due date stood on an earlier line. */
  private unique(raw: RawOpenItem, line: number, row: Row): string | undefined {
    const key = `${raw.number}\u0000${raw.customer_id}\u0000${raw.due_date}`;
    const same = this.documents.add(key);
    if (same !== undefined) {
      const earlier = this.lines[same]!;
      row.refuse(
        'number',
        'duplicate',
        `"${shown(raw.number)}" of customer ${shown(raw.customer_id)} due ${raw.due_date} already stands on line ${earlier} and again on line ${line}`,
        'keep one of the two lines, or give instalments different due dates',
      );
      return undefined;
    }
    if (this.read === this.lines.length) this.lines = grown(this.lines, this.read + 1);
    this.lines[this.read++] = line;
    // A slice of the small key, not of the whole chunk of the file, which would stay in memory with it.
    return key.slice(0, raw.number.length);
  }

  /**
   * Notes a document whose key, number, customer and due date with a NUL between them, stands in `bytes`; false, with
   * nothing noted, if the same stood on an earlier line.
   */
  noteDocument(bytes: Uint8Array, length: number, line: number): boolean {
    if (this.documents.addBytes(bytes, 0, length) !== undefined) return false;
    if (this.read === this.lines.length) this.lines = grown(this.lines, this.read + 1);
    this.lines[this.read++] = line;
    return true;
  }

  private customer(raw: RawOpenItem, row: Row): CustomerIdentity {
    const known = this.customers.get(raw.customer_id);
    if (known) {
      const { identity } = known;
      // Read and warned of once: every invoice of a customer repeats what his master data holds.
      if (known.ibansText !== raw.customer_ibans) {
        for (const iban of row.ibans()) if (!identity.ibans.includes(iban)) identity.ibans.push(iban);
        known.ibansText = copy(raw.customer_ibans);
      }
      if (identity.name !== raw.customer_name)
        row.warn(
          'customer_name',
          'customer-name',
          `customer ${shown(raw.customer_id)} was named "${shown(identity.name)}" before`,
          'the first name is used',
        );
      return identity;
    }
    const ibans = row.ibans();
    const identity = {
      id: copy(raw.customer_id),
      name: copy(raw.customer_name),
      ibans,
      ...(raw.customer_siren !== '' && row.siren(raw.customer_siren) && { siren: copy(raw.customer_siren) }),
      ...(raw.customer_account !== '' && { account: copy(raw.customer_account) }),
      ...(raw.group_id !== '' && { groupId: copy(raw.group_id) }),
    };
    this.customers.set(identity.id, { identity, ibansText: copy(raw.customer_ibans) });
    return identity;
  }

  private currency(text: string): string {
    const known = this.words.get(text);
    return known ?? this.keep(text.toUpperCase());
  }

  /** A field's day, checked once for each of the few there are. */
  private day(field: OpenItemColumn, row: Row): Day | undefined {
    const text = row.raw[field];
    const known = this.days.get(text);
    if (known !== undefined) return known;
    const day = row.day(field);
    if (day !== undefined) this.days.set(copy(text), day);
    return day;
  }

  /** One string for each of a few repeating values. */
  private keep(text: string): string {
    const known = this.words.get(text);
    if (known !== undefined) return known;
    const own = copy(text);
    this.words.set(own, own);
    return own;
  }
}

/** A customer as its rows give it. */
interface KnownCustomer {
  readonly identity: CustomerIdentity & { ibans: string[] };
  /** The cell of accounts read last: rows that repeat it say nothing new. */
  ibansText: string;
}

/** A string of its own: V8 keeps the whole chunk alive behind a slice of it, but joins pieces in a new place. */
function copy(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** In minor units: sums of ninety such still fit into the eight bytes in which books keep them. */
const MOST_MINOR = 100_000_000_000_000_000n;
/** Characters of a text; an index of the books takes no more than some thousands. */
const LONGEST_TEXT = 255;
const LONGEST_NAME = 1_000;
const TEXTS = [
  'number',
  'customer_id',
  'customer_name',
  'payment_reference',
  'order_reference',
  'group_id',
  'customer_account',
  'external_id',
] as const;
/** What no text of a document holds. */
const CONTROL = /[\u0000-\u0008\u000e-\u001f]/;

/** Texts that nothing can be stored or written for. */
function checkTexts(row: Row): void {
  for (const field of TEXTS) {
    const text = row.raw[field];
    if (text === '') continue;
    const most = field === 'customer_name' ? LONGEST_NAME : LONGEST_TEXT;
    if (text.length > most) row.refuse(field, 'text', `has ${text.length} characters`, `write ${most} at most`);
    if (CONTROL.test(text)) row.refuse(field, 'text', `"${shown(text)}" holds a control character`, 'take it out');
  }
}

/** Reads the fields of one row and collects its problems. */
class Row {
  refused = false;

  constructor(
    readonly raw: RawOpenItem,
    private readonly place: RecordPlace,
    private readonly problems: Problem[],
  ) {}

  refuse(field: OpenItemColumn, rule: string, what: string, remedy: string): void {
    this.refused = true;
    this.problems.push(problemAt('error', `open-item-${rule}`, `${field} ${what}: ${remedy}`, this.place, field));
  }

  warn(field: OpenItemColumn, rule: string, what: string, remedy: string): void {
    this.problems.push(problemAt('warning', `open-item-${rule}`, `${field}: ${what}; ${remedy}`, this.place, field));
  }

  day(field: OpenItemColumn): Day | undefined {
    const text = this.raw[field];
    if (isDay(text)) return text;
    if (text !== '')
      this.refuse(
        field,
        'date',
        `"${shown(text)}" is not a calendar day`,
        'write it as YYYY-MM-DD, such as 2026-01-31',
      );
    return undefined;
  }

  amount(field: OpenItemColumn, currency: string): bigint | undefined {
    const text = this.raw[field];
    if (text === '' || !isCurrency(currency)) return undefined;
    try {
      const minor = parseMinor(text, currency);
      if (absolute(minor) <= MOST_MINOR) return minor;
      this.refuse(field, 'amount', `"${shown(text)}" is more than any invoice asks for`, 'check its digits');
      return undefined;
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      this.refuse(
        field,
        'amount',
        `"${shown(text)}" cannot be read as ${currency}`,
        'write digits with a decimal point and no thousands separator, such as 1200.50',
      );
      return undefined;
    }
  }

  ibans(): string[] {
    const given = this.raw.customer_ibans.split(/[\s,;]+/).filter((iban) => iban !== '');
    return given.flatMap((text) => {
      const iban = compact(text);
      if (isIban(iban)) return [copy(iban)];
      this.warn(
        'customer_ibans',
        'iban',
        `"${shown(text)}" is not a valid IBAN`,
        'it is left out; check its length and check digits',
      );
      return [];
    });
  }

  siren(text: string): boolean {
    if (isSiren(text)) return true;
    this.warn(
      'customer_siren',
      'siren',
      `"${shown(text)}" is not a valid SIREN`,
      'it is left out; a SIREN has 9 digits, the last a check digit',
    );
    return false;
  }
}

function checkSigns(kind: OpenItemKind, total: bigint, open: bigint, row: Row): void {
  const positive = POSITIVE.has(kind);
  if (positive && total === open && total >= 0n) return;
  for (const [field, amount] of [
    ['total', total],
    ['open_amount', open],
  ] as const) {
    if (positive ? amount < 0n : amount > 0n) {
      const remedy = positive ? 'a negative document is a credit-note, a payment or on-account' : 'write it negative';
      row.refuse(field, 'sign', `of kind ${kind} must ${positive ? 'not be negative' : 'be negative'}`, remedy);
    }
  }
  if (absolute(open) > absolute(total))
    row.refuse('open_amount', 'open', 'is larger than total', 'give what is still open of the total');
}

/** An item while its row is read. */
type Draft = { -readonly [field in keyof OpenItem]: OpenItem[field] };

function addTexts(item: Draft, raw: RawOpenItem): void {
  if (raw.payment_reference !== '') item.paymentReference = copy(raw.payment_reference);
  if (raw.order_reference !== '') item.orderReference = copy(raw.order_reference);
  if (raw.type_code !== '') item.typeCode = raw.type_code;
  if (raw.external_id !== '') item.externalId = copy(raw.external_id);
  if (raw.deducts !== '')
    item.deducts = [
      ...new Set(
        raw.deducts
          .split(/\s+/)
          .filter((word) => word !== '')
          .map(copy),
      ),
    ];
}

function addDiscount(item: Draft, row: Row): void {
  const { discount_percent: percent, discount_until: until } = row.raw;
  if (/^\d{1,2}(?:\.\d{1,4})?$/.test(percent) && isDay(until)) {
    item.discount = { percent, until };
    return;
  }
  row.warn(
    'discount_percent',
    'discount',
    `"${shown(percent)}" until "${shown(until)}" is no discount`,
    'it is left out; give a percentage such as 2.00 and a day YYYY-MM-DD',
  );
}

/** `rate:base:tax` shares; a sum that differs from the total is said, the shares stay as the source gave them. */
function addVat(item: Draft, row: Row): void {
  const { vat, vat_due: due } = row.raw;
  const { currency, total } = item;
  if (due === 'debit' || due === 'receipt') item.vatDue = due;
  else if (due !== '')
    row.warn('vat_due', 'vat-due', `"${shown(due)}" is unknown`, 'it is left out; use debit or receipt');
  if (vat === '') return;
  try {
    const shares = vat.split(/\s+/).map((share) => {
      const [rate, base, tax, ...more] = share.split(':');
      if (
        rate === undefined ||
        !/^\d{1,3}(?:\.\d{1,4})?$/.test(rate) ||
        base === undefined ||
        tax === undefined ||
        more.length > 0
      )
        throw new AmountError('', share);
      return { rate, base: parseMinor(base, currency), tax: parseMinor(tax, currency) };
    });
    const sum = shares.reduce((all, { base, tax }) => all + base + tax, 0n);
    // A final invoice asks for its total less the deposits it names.
    if (sum !== total && !(item.deducts !== undefined && absolute(sum) > absolute(total)))
      row.warn('vat', 'vat-sum', 'bases and taxes do not add up to the total', 'check them; they are kept as given');
    item.vat = shares;
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    row.warn(
      'vat',
      'vat',
      `"${shown(vat)}" cannot be read`,
      'it is left out; write rate:base:tax, such as 20.00:1000.00:200.00',
    );
  }
}
