import type { Evidence } from '@lettrage/domain';
import { openOf, type Unit } from '../book/unit.js';
import type { WorkingBook } from '../book/working-book.js';
import type { AmountContext, AmountKind, Explained } from '../explain/explain.js';
import { numberSlip } from '../explain/typo.js';
import { isMonthOf, says, type ReadLine } from '../line/read-line.js';
import type { PayerLevel, Payers } from '../payer/identify.js';
import { stripZeros } from '../text/normalise.js';
import { SEVERAL_WORDS } from '../text/vocabulary.js';
import type { Found, FoundReferences, ReferenceRank } from './found.js';
import type { Waiting } from './waiting.js';

/** One way to explain a line, with all that speaks for it. */
export interface Hypothesis extends Explained {
  /** Customer that owns the items; absent where they belong to several. */
  readonly customer?: string | undefined;
  readonly customers: readonly string[];
  /** The weakest reference among the positive items. */
  readonly rank: ReferenceRank;
  /** The weakest payer mark among the customers. */
  readonly payer: PayerLevel;
  readonly slip?: 'typo' | 'truncated' | undefined;
  /** A month in the text is the issue month of every item. */
  readonly month: boolean;
  /** Found by adding up items, not by naming them. */
  readonly subset?:
    | {
        readonly unique: boolean;
        /** The only one, and so odd a sum that it is hardly one by accident. */
        readonly telling: boolean;
        readonly of: number;
      }
    | undefined;
  /** Items of the set that the text doesn't name though it names others. */
  readonly completed: boolean;
  /** The text names the first and the last; all between them are meant. */
  readonly ranged?: boolean;
  /** The text ends in the beginning of the item's number. */
  readonly begun: boolean;
  /** A number in the text is the last digits of every item's. */
  readonly tail: boolean;
  readonly found: readonly Found[];
}

/** Everything known about a line when explanations are sought. */
export interface Situation {
  readonly read: ReadLine;
  readonly book: WorkingBook;
  readonly found: FoundReferences;
  readonly payers: Payers;
  readonly waiting: Waiting;
  readonly amount: AmountContext;
}

/** More items of one customer than this are not searched for sums. */
export const LARGEST_POOL = 20;

/** Identity of what would be posted. */
export function signature(explained: Explained): string {
  const rows = explained.allocations.map(
    ({ item, amount, adjustment }) => `${item}=${amount}${adjustment ? `${adjustment.kind}${adjustment.amount}` : ''}`,
  );
  if (rows.length === 1) return `${rows[0]!}|${explained.onAccount}`;
  return `${rows.sort().join(';')}|${explained.onAccount}`;
}

/** Items of a customer that can be paid by this line. */
export function openUnits(situation: Situation, customer: string): readonly Unit[] {
  return situation.book.openUnits(customer, situation.read.line.currency, situation.amount.day);
}

/** Credit notes and unused receipts of a customer, oldest first. */
export function creditsOf(situation: Situation, customer: string): readonly Unit[] {
  return situation.book.openCredits(customer, situation.read.line.currency, situation.amount.day);
}

/** Whether a number in the text is this item's but for a slip. */
export function slipOf(situation: Situation, unit: Unit): { slip?: 'typo' | 'truncated' } {
  for (const text of situation.found.printed) {
    const slip = numberSlip(text, unit.shape);
    if (slip && !isOwnNumber(text, situation)) return { slip };
  }
  return NO_SLIP;
}

const NO_SLIP = {};

/** A number that is one of the payer's own open items as it stands has no slip. */
function isOwnNumber(text: string, { found, payers }: Situation): boolean {
  for (const one of found.open.values())
    if (one.text === text && one.rank >= 2 && payers.marks.has(one.unit.customer.id)) return true;
  return false;
}

/** What the text, the payer and the amount say for an explanation. `slip`: a number in the text is the item's but for a slip. */
export function hypothesisOf(
  situation: Situation,
  explained: Explained,
  { slip }: { readonly slip?: 'typo' | 'truncated' } = NO_SLIP,
): Hypothesis {
  const { found, payers } = situation;
  const customers = new Set<string>();
  const named: Found[] = [];
  let rank: ReferenceRank = 5;
  const asksMoney = explained.units.some((unit) => openOf(unit) > 0n);
  let [month, begun, tail] = [asksMoney, asksMoney, asksMoney && found.unknown.length > 0];
  for (const unit of explained.units) {
    customers.add(unit.customer.id);
    const name = nameOf(unit, explained, found);
    if (name) named.push(name);
    if (asksMoney && openOf(unit) <= 0n) continue;
    rank = Math.min(rank, name?.rank ?? 0) as ReferenceRank;
    month &&= isNamedMonth(unit, situation);
    begun &&= isBegun(situation, unit);
    tail &&= isTailNamed(situation, unit);
  }
  let payer: PayerLevel = 3;
  for (const customer of customers) payer = Math.min(payer, payers.marks.get(customer)?.level ?? 0) as PayerLevel;
  // One shape for all: objects put together from conditional parts were the slowest step of the whole engine.
  return {
    kind: explained.kind,
    units: explained.units,
    allocations: explained.allocations,
    onAccount: explained.onAccount,
    customers: [...customers],
    customer: customers.size === 1 ? explained.units[0]!.customer.id : undefined,
    rank: rank === 0 && slip ? 1 : rank,
    payer,
    slip: rank === 0 ? slip : undefined,
    month,
    subset: undefined,
    completed: false,
    begun,
    tail,
    found: named,
  };
}

/** What names a unit. Between the ends of a hyphen that may be a range, alone, it is not named. */
function nameOf(unit: Unit, { units }: Explained, { open }: FoundReferences): Found | undefined {
  const name = open.get(unit);
  return name?.optional && units.length === 1 ? undefined : name;
}

/** The text ends in the beginning of the item's number: a year or a series alone says nothing. */
export function isBegun({ read }: Situation, { shape }: Unit): boolean {
  let tail = TAILS.get(read);
  if (tail === undefined) TAILS.set(read, (tail = tailOf(read)));
  return tail !== '' && tail.length < shape.compact.length && shape.compact.startsWith(tail);
}

/** A number that the text may mean as an invoice's is the end of the item's. */
function isTailNamed({ found }: Situation, unit: Unit): boolean {
  return found.unknown.some(
    ({ text, context }) => (context === 'invoice' || context === 'neutral') && endsIn(unit, text),
  );
}

/** Of a running number so many digits must be left. */
const SHORTEST_TAIL = 4;

/**
 * True if digits are the end of an item's number: all but a few that every number of the series has (`7116` of 107116),
 * or but for zeros (`345` of FA-2026-00345) and the year (`447/2026` of F2600447). A number that has only lost other
 * digits may as well be an older one's: `345` is not 01345.
 */
export function endsIn({ shape: { digits, sequence, year }, issueDate }: Unit, text: string): boolean {
  // `… FA2026`, where a label ends, is no number 2026.
  if (!ONLY_DIGITS.test(text) || YEAR.test(text)) return false;
  const whole = issueDate.slice(0, 4);
  if (isTail(text, digits, sequence)) return true;
  const glued = year === undefined && digits.startsWith(whole.slice(2)) ? digits.slice(2) : undefined;
  if (glued === undefined) return false;
  if (stripZeros(glued) === stripZeros(text)) return true;
  const parts = [
    text.startsWith(whole) ? text.slice(4) : '',
    text.endsWith(whole) ? text.slice(0, -4) : '',
    text.endsWith(whole.slice(2)) ? text.slice(0, -2) : '',
  ];
  return parts.some((rest) => rest !== '' && stripZeros(rest) === stripZeros(glued));
}

function isTail(text: string, digits: string, sequence = ''): boolean {
  if (!digits.endsWith(text) || text.length < SHORTEST_TAIL - 1) return false;
  const lost = sequence.slice(0, Math.max(0, sequence.length - text.length));
  return /^0*$/.test(lost) || text.length >= SHORTEST_TAIL;
}

const ONLY_DIGITS = /^\d{2,}$/;
const YEAR = /^(?:19|20)\d\d$/;

/** What a line's text ends in is asked once for every item that may be meant. */
const TAILS = new WeakMap<ReadLine, string>();

/** The number a text ends in, letters and digits only; `''` where it ends without a digit. */
function tailOf({ text }: ReadLine): string {
  const tail = /[A-Z0-9][A-Z0-9/.-]*$/.exec(text)?.[0].replace(/[^A-Z0-9]/g, '') ?? '';
  return /\d/.test(tail) ? tail : '';
}

/** The text names the month of issue, and the name of the customer is not made of it. */
function isNamedMonth({ issueDate, customer }: Unit, { read, book }: Situation): boolean {
  return read.months.some((named) => isMonthOf(named, issueDate) && !book.nameOf(customer.id).includes(named.word));
}

const AMOUNT_DETAILS: Readonly<Record<AmountKind, string>> = {
  exact: 'open amounts add up to the amount received',
  netted: 'open amounts less credit add up to the amount received',
  discount: 'open amounts less a discount',
  'bank-fee': 'open amount less a bank fee',
  exchange: 'open amount but for a difference of exchange',
  rounding: 'open amount but for a rounding difference',
  partial: 'less than the open amount',
  over: 'more than the open amount',
};

/** Readable evidence of a hypothesis. */
export function evidenceOf(hypothesis: Hypothesis, payers: Payers): Evidence[] {
  const evidence: Evidence[] = hypothesis.found.map(({ unit, text, form }) => ({
    kind: form,
    detail: `${unit.number} named as ${text}`,
  }));
  if (hypothesis.slip) {
    // Of items that complete named ones, it is one of those that are not named.
    const { units, found } = hypothesis;
    const meant = units.find((unit) => !found.some((one) => one.unit === unit)) ?? units[0]!;
    evidence.push({ kind: hypothesis.slip, detail: `a number in the text is ${meant.number} with a slip` });
  }
  evidence.push({ kind: 'amount', detail: AMOUNT_DETAILS[hypothesis.kind] });
  for (const customer of hypothesis.customers) {
    const mark = payers.marks.get(customer);
    if (mark) evidence.push(mark.evidence);
  }
  if (hypothesis.month) evidence.push({ kind: 'month', detail: 'the month named is the month of issue' });
  if (hypothesis.subset)
    evidence.push({
      kind: 'sum',
      detail: `${hypothesis.subset.unique ? 'the only' : 'one'} set among ${hypothesis.subset.of} open items`,
    });
  return evidence;
}

/** The text says that several items are paid. */
export function saysSeveral(read: ReadLine): boolean {
  return says(read, SEVERAL_WORDS);
}

/** Numbers named in a sentence. */
const MOST_NAMED = 6;

/** Why an alternative is offered, in a sentence. */
export function whyOf({ units, found, slip, payer, kind, subset }: Hypothesis): string {
  const shown = units.slice(0, MOST_NAMED).map(({ number }) => number);
  const numbers = units.length > MOST_NAMED ? `${shown.join(', ')} …` : shown.join(', ');
  const amount = AMOUNT_DETAILS[kind];
  if (found.length > 0) return `the text points at ${numbers}; ${amount}`;
  if (slip) return `a number in the text is ${numbers} with a slip; ${amount}`;
  if (subset) return `the likely payer has ${numbers} open together; ${amount}`;
  return payer > 0
    ? `the likely payer has ${numbers} open; ${amount}`
    : `nothing but the amount points at ${numbers}; ${amount}`;
}
