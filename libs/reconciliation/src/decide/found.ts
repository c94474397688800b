import type { Unit } from '../book/unit.js';
import type { WorkingBook } from '../book/working-book.js';
import { isPayable, openOf } from '../book/unit.js';
import { type SettledItem } from '../book/working-book.js';
import { daysBetween, isDay, type Day } from '@lettrage/domain';
import { numberShape } from '../keys/number-shape.js';
import type { Mention, MentionForm, NumberContext } from '../line/read-references.js';
import { END_TO_END_FIELD, NOTED_FIELD, type ReadLine } from '../line/read-line.js';
import { LIST_WORDS } from '../text/vocabulary.js';

/**
 * How telling a reference is. 5: a whole number or checked reference. 4: year and running number, order, tail of a
 * list. 3: running number after an invoice word. 2: a bare running number. 1: a number with a slip. 0: none.
 */
export type ReferenceRank = 0 | 1 | 2 | 3 | 4 | 5;

/** An item the text names. */
export interface Found {
  readonly unit: Unit;
  readonly rank: ReferenceRank;
  readonly text: string;
  readonly form: MentionForm;
  readonly optional: boolean;
  /** Printed after a word such as REF: may be the payer's own number. */
  readonly own: boolean;
  /** Named only as lying between the ends of a range. */
  readonly between: boolean;
  /** Open items in the whole book behind the key that found it. */
  readonly count: number;
}

/** What the text of a line names: open items, settled items, and numbers that are nothing we know. */
export interface FoundReferences {
  /** Best rank per unit, payable today. */
  readonly open: ReadonlyMap<Unit, Found>;
  /** Those of `open` that a whole number names for certain. */
  readonly whole: readonly Found[];
  /** Numbers of items that were settled before, with the rank of their mention and as it is printed. */
  readonly settled: readonly (SettledItem & { readonly rank: ReferenceRank; readonly text: string })[];
  /** Items of another currency that the text names. */
  readonly unpayable: readonly Unit[];
  /** Stretches that look like numbers but name nothing known. */
  readonly unknown: readonly { readonly text: string; readonly context: NumberContext }[];
  /** True if the payer's text holds digits that were not understood: they may name more than was found. */
  readonly unread: boolean;
  /** Every stretch that may be meant as a number, known or not: where a slip of the hand is looked for. */
  readonly printed: readonly string[];
}

const FORM_ORDER: Readonly<Record<MentionForm, number>> = {
  reference: 0,
  number: 1,
  order: 2,
  list: 3,
  'year-sequence': 4,
  sequence: 5,
};

/**
 * Resolves what the text may refer to against the book: the most telling readings first; a stretch of text that has
 * named an item is used up and cannot name another by a weaker reading.
 */
export function findReferences(read: ReadLine, book: WorkingBook): FoundReferences {
  const { line } = read;
  const open = new Map<Unit, Found>();
  const settled = new Map<string, FoundReferences['settled'][number]>();
  const unpayable = new Set<Unit>();
  const used = read.fields.map((atoms) => new Array<boolean>(atoms.length).fill(false));
  for (const { mention, key, form, sequence } of inOrder(read.mentions, book)) {
    if (mention.from >= 0 && overlaps(used[mention.field]!, mention)) continue;
    if (form === 'sequence' && isPayersCounter(mention)) continue;
    const rank = capped(rankOf(mention, form, key, line), mention, read);
    if (rank === 0) continue;
    // An item that is not issued yet is not known yet.
    const units = matching(book.withKey(key), mention, sequence).filter(
      (unit) => unit.issueDate <= line.bookingDate && !(form === 'sequence' && isOtherOfItsMake(unit, mention, read)),
    );
    const payable = units.filter((unit) => isPayable(unit, line.currency, line.bookingDate));
    const past = payable.length > 0 ? [] : settledBy(key, units, book, sequence);
    if (rank >= 4)
      for (const unit of units) if (unit.currency !== line.currency && openOf(unit) !== 0n) unpayable.add(unit);
    if (units.length === 0 && past.length === 0) continue;
    if (form !== 'sequence' && mention.from >= 0) use(used[mention.field]!, mention);
    for (const item of past)
      if ((settled.get(item.number)?.rank ?? 0) < rank) settled.set(item.number, { ...item, rank, text: mention.text });
    const count = Math.max(book.countOf(key), payable.length);
    // A running number that many items share is a year or a version.
    if (form === 'sequence' && count > MOST_OF_SEQUENCE) continue;
    for (const unit of payable) {
      if ((open.get(unit)?.rank ?? 0) < rank)
        open.set(unit, {
          unit,
          rank,
          text: mention.text,
          form,
          optional: mention.optional ?? false,
          own: mention.context === 'own-reference',
          between: mention.from < 0 && form === 'list',
          count,
        });
    }
  }
  const whole: Found[] = [];
  for (const found of open.values()) if (found.rank >= 4 && !found.optional) whole.push(found);
  return new ReadReferences(read, used, open, whole, [...settled.values()], [...unpayable]);
}

/** What was found, and what was not: that is worked out for the few lines that ask for it. */
class ReadReferences implements FoundReferences {
  private notKnown: FoundReferences['unknown'] | undefined;
  private notRead: boolean | undefined;
  private numbers: readonly string[] | undefined;

  constructor(
    private readonly read: ReadLine,
    private readonly used: readonly (readonly boolean[])[],
    readonly open: FoundReferences['open'],
    readonly whole: FoundReferences['whole'],
    readonly settled: FoundReferences['settled'],
    readonly unpayable: FoundReferences['unpayable'],
  ) {}

  get unknown(): FoundReferences['unknown'] {
    return (this.notKnown ??= unknownNumbers(this.read, this.used));
  }

  get unread(): boolean {
    return (this.notRead ??= hasUnread(this.read, this.used));
  }

  get printed(): readonly string[] {
    return (this.numbers ??= printedNumbers(this.read));
  }
}

/** Digits of the reference and remittance fields that named nothing and are no date, amount, phone, order or client. */
function hasUnread(read: ReadLine, used: readonly (readonly boolean[])[]): boolean {
  const decoys = read.mentions.filter(
    ({ context, from }) => (context === 'decoy' || context === 'own-reference') && from >= 0,
  );
  return [0, 1].some((field) =>
    read.fields[field]!.some(
      (atom, at) =>
        atom.digits &&
        !atom.mask &&
        !used[field]![at] &&
        !decoys.some((mention) => mention.field === field && mention.from <= at && at <= mention.to),
    ),
  );
}

/** A key of a stretch of text. */
interface Reading {
  readonly mention: Mention;
  readonly key: string;
  readonly form: MentionForm;
  readonly sequence: string | undefined;
}

/** The readings that lead to anything in the book, the most telling first, longer ones before shorter ones. */
function inOrder(mentions: readonly Mention[], book: WorkingBook): Reading[] {
  const readings: Reading[] = [];
  for (const mention of mentions) {
    for (const one of mention.keys) {
      const { key, form, sequence } = one;
      if (book.knows(key)) readings.push({ mention, key, form, sequence });
    }
  }
  return readings.length < 2
    ? readings
    : readings.sort((a, b) => FORM_ORDER[a.form] - FORM_ORDER[b.form] || b.mention.text.length - a.mention.text.length);
}

/** Open items of one running number, in as many series and years. */
const MOST_OF_SEQUENCE = 12;

/** `2026` is a year before it is a number, `01960` and, called an invoice, `1960` are none. */
function isYear({ text, context }: Mention, { bookingDate }: ReadLine['line']): boolean {
  if (!/^(?:19|20)\d\d$/.test(text)) return false;
  const age = Number.parseInt(bookingDate.slice(0, 4), 10) - Number.parseInt(text, 10);
  return context !== 'invoice' || (age >= -1 && age <= 10);
}

function rankOf(mention: Mention, form: MentionForm, key: string, line: ReadLine['line']): ReferenceRank {
  const digits = key.replace(/\D/g, '').length;
  const lettered = /:.*[A-Z]/.test(key);
  switch (form) {
    case 'reference':
      return digits >= 6 ? 5 : 4;
    case 'order':
      return lettered || digits >= 5 ? 4 : 2;
    case 'number':
      if (isYear(mention, line)) return 0;
      return numberRank(mention.context, digits, lettered);
    case 'list':
      if (mention.context === 'decoy') return 0;
      if (key.startsWith('seq:')) return mention.context === 'invoice' ? 3 : 2;
      return lettered || key.startsWith('ys:')
        ? 4
        : (Math.min(4, numberRank(mention.context, digits, false)) as ReferenceRank);
    case 'year-sequence':
      return mention.context === 'decoy' ? 0 : 4;
    case 'sequence':
      if (mention.context === 'decoy' || isYear(mention, line)) return 0;
      return mention.context === 'invoice' ? 3 : 2;
  }
}

/**
 * Digits alone prove less where they may be something else: the day of the payment, part of an identifier that a
 * machine made (end-to-end id), or a number the payer calls its reference. In the bank's own notes they are a counter.
 */
function capped(rank: ReferenceRank, { text, context, field, from, to }: Mention, read: ReadLine): ReferenceRank {
  if (field === NOTED_FIELD && !/[A-Z]/.test(text)) return 0;
  if (rank > 2 && from >= 0 && isCutTail(from, to, field, read)) return 2;
  if (rank <= 2 || /[A-Z]/.test(text) || from < 0) return rank;
  const whole = field !== END_TO_END_FIELD || (from === 0 && to === read.fields[field]!.length - 1);
  if (field >= 3 || !whole) return 2;
  if (context !== 'invoice' && MONTH_AND_YEAR.test(text)) return 2;
  if (context !== 'invoice' && from === to && mayBeDay(text, read.line.bookingDate)) return 2;
  return rank;
}

/** An end-to-end id of a few digits counts the payer's own payments. */
function isPayersCounter({ field, context }: Mention): boolean {
  return field === END_TO_END_FIELD && context !== 'invoice';
}

/** `2615827 ET 26`: the last digits of a label that ends there may be the beginning of a number, not the tail of a list. */
function isCutTail(from: number, to: number, field: number, { fields, line }: ReadLine): boolean {
  const atoms = fields[field]!;
  if (line.counterparty || field !== 1 || from === 0 || to !== atoms.length - 1 || from !== to) return false;
  const before = atoms[from - 1]!;
  return atoms[from]!.digits && (before.digits || LIST_WORDS.has(before.text)) && atoms[from]!.text.length <= 2;
}

/** `07/2026`, `2026-07`: a month before it is a number, unless it is called an invoice. */
const MONTH_AND_YEAR = /^(?:(?:0[1-9]|1[0-2])20[2-9]\d|20[2-9]\d(?:0[1-9]|1[0-2]))$/;

const DAYS_AROUND = 400;

/** `20260919`, `19092026`, `260919`, `190926`: a day of the year around the payment. */
function mayBeDay(digits: string, booked: Day): boolean {
  const orders =
    digits.length === 8
      ? [digits, digits.slice(4) + digits.slice(2, 4) + digits.slice(0, 2)]
      : digits.length === 6
        ? [`20${digits}`, `20${digits.slice(4)}${digits.slice(2, 4)}${digits.slice(0, 2)}`]
        : [];
  return orders.some((order) => {
    const text = `${order.slice(0, 4)}-${order.slice(4, 6)}-${order.slice(6)}`;
    return isDay(text) && Math.abs(daysBetween(text, booked)) <= DAYS_AROUND;
  });
}

/** A whole number: with letters it speaks for itself, bare digits need length or an invoice word before them. */
function numberRank(context: NumberContext, digits: number, lettered: boolean): ReferenceRank {
  if (context === 'decoy') return 0;
  if (lettered) return digits >= 4 ? 5 : digits >= 3 ? 4 : 2;
  if (context === 'own-reference') return 2;
  if (context === 'invoice') return digits >= 5 ? 5 : digits >= 4 ? 4 : 3;
  return digits >= 6 ? 4 : digits >= 4 ? 3 : 2;
}

/** "AVOIR 12" is a credit note, "FACT 12" is none; `FA2026-0001` may be FA2026-0001xx cut short, never FA2026-000001. */
function matching(units: readonly Unit[], mention: Mention, sequence: string | undefined): readonly Unit[] {
  const kept = sequence?.startsWith('0') ? units.filter(({ shape }) => sameZeros(sequence, shape.sequence)) : units;
  if (mention.credit) return kept.filter((unit) => unit.kind === 'credit-note');
  const letters = lettersOf(mention);
  if (letters !== '') return kept.filter(({ kind, shape }) => kind !== 'credit-note' || shape.series === letters);
  const bare = /^\d+$/.test(mention.text);
  return bare && mention.context === 'invoice' ? kept.filter((unit) => unit.kind !== 'credit-note') : kept;
}

/** The letters a number begins with: `F2025/28` is no AV2025-0028. */
function lettersOf({ text }: Mention): string {
  return /^[A-Z]*/.exec(text)![0];
}

/**
 * `2602-298` is no 2604-298: digits put together with others before them, built like the item's number but with another
 * part before the running one.
 */
function isOtherOfItsMake({ number }: Unit, { from, to, field, text }: Mention, { fields }: ReadLine): boolean {
  const atoms = fields[field];
  const [first, before, own] = [atoms?.[from - 2], atoms?.[from - 1], atoms?.[from]];
  if (from !== to || !before?.digits || !PUT_TOGETHER.test(own!.gap)) return false;
  // `2026/0012/0013` is a list, and so may `0012/0013` be.
  if (first?.digits && PUT_TOGETHER.test(before.gap)) return false;
  const groups = number.match(/\d+/g) ?? [];
  const [part, running] = [groups.at(-2), groups.at(-1)];
  if (part?.length !== before.text.length || running?.length !== text.length) return false;
  return part !== before.text && FOUR_OF_YEAR.test(part) === FOUR_OF_YEAR.test(before.text);
}

const PUT_TOGETHER = /^[-/._]$/;
const FOUR_OF_YEAR = /^(?:19|20)\d\d$/;

/** A running number printed with leading zeros has all of them; printed without, it has lost them. */
function sameZeros(printed: string | undefined, sequence: string | undefined): boolean {
  return printed === undefined || sequence === undefined || !printed.startsWith('0') || printed === sequence;
}

function settledBy(
  key: string,
  units: readonly Unit[],
  book: WorkingBook,
  sequence: string | undefined,
): SettledItem[] {
  const paid = units
    .filter((unit) => openOf(unit) === 0n)
    .map(({ number, customer }) => ({ number, customer: customer.id }));
  // Whose item it is says the book, where it has it; a factor may have paid it.
  const known = book.settledWith(key).filter(({ number }) => !paid.some((one) => one.number === number));
  const same = sequence?.startsWith('0')
    ? known.filter(({ number }) => sameZeros(sequence, numberShape(number).sequence))
    : known;
  return [...paid, ...same];
}

function overlaps(used: readonly boolean[], mention: Mention): boolean {
  if (mention.optional) return false;
  for (let at = mention.from; at <= mention.to; at++) if (used[at]) return true;
  return false;
}

function use(used: boolean[], mention: Mention): void {
  if (mention.optional) return;
  for (let at = mention.from; at <= mention.to; at++) used[at] = true;
}

/** The longest stretches with digits that named nothing. */
function unknownNumbers(
  read: ReadLine,
  used: readonly (readonly boolean[])[],
): { text: string; context: NumberContext }[] {
  const unknown: { text: string; context: NumberContext }[] = [];
  const wanted = read.mentions.filter(({ from, keys }) => from >= 0 && keys.some(({ form }) => form !== 'list'));
  for (const mention of wanted) {
    if (
      mention.field === END_TO_END_FIELD ||
      mention.field === NOTED_FIELD ||
      mention.context === 'decoy' ||
      overlaps(used[mention.field]!, mention)
    )
      continue;
    unknown.push({ text: mention.text, context: mention.context });
  }
  return unknown;
}

/** Only what may be meant as an invoice's number can be one with a slip. */
const SPOKEN: ReadonlySet<NumberContext> = new Set<NumberContext>(['invoice', 'neutral']);
/** Slips are looked for in this many numbers of a text. */
const MOST_PRINTED = 60;

function printedNumbers(read: ReadLine): string[] {
  const texts = read.mentions
    .filter(({ from, field, context, text }) => from >= 0 && field < 2 && SPOKEN.has(context) && text.length >= 5)
    .map(({ text }) => text);
  return [...new Set(texts)].slice(0, MOST_PRINTED);
}
