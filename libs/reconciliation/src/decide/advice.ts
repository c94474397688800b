import { daysBetween, parseMinor, type Advice } from '@lettrage/domain';
import { openOf, type Row, type Unit } from '../book/unit.js';
import { type WorkingBook } from '../book/working-book.js';
import { noItem } from './categories.js';
import type { Hypothesis, Situation } from './hypothesis.js';
import { invoiceNameKeys } from '../keys/advice-keys.js';
import { fullNameKey, numberKeys } from '../keys/item-keys.js';
import { says, type ReadLine } from '../line/read-line.js';
import type { Allocation } from '../model.js';
import { nameWords } from '../payer/name.js';

/** An advice applied to a line: allocations that add up to it, or why it cannot be. */
export interface AdviceMatch {
  readonly advice: Advice;
  readonly allocations: readonly Allocation[];
  readonly customers: readonly string[];
  /** Why a person must look; absent if every item of the advice is an open item and fits. */
  readonly reason?: string;
}

/** Days between what a payer or a bank explains and what is paid: an advice of another season explains no line. */
export const ADVICE_DAYS = 45;

/**
 * The advice whose total agrees with the line to the cent and which nothing in the line contradicts, worked out on the
 * open items. Two that agree explain nothing; one that names items we don't have open is shown, never posted; nor is
 * one where `proven`, what the line alone proves, settles other items, or where one of `others` is a single item of the
 * payer that has the amount too.
 */
export function adviceFor(
  situation: Situation,
  advices: readonly Advice[],
  proven: Hypothesis | undefined,
  others: readonly Hypothesis[],
): AdviceMatch | undefined {
  const { read, book } = situation;
  const matches = advices
    .filter((advice) => agrees(advice, read))
    .map((advice) => workOut(advice, read, book))
    .filter((match) => !isContradicted(match, situation));
  const named = matches.filter(({ advice }) => isNamed(advice, read));
  const [best, other] = named.length > 0 ? named : matches;
  if (!best) return undefined;
  if (other) return { ...best, reason: 'several advices have this total' };
  return { ...best, ...doubt(best, situation, proven, others) };
}

/** The line is of another kind, comes from another customer, or names an item that the advice does not. */
function isContradicted(
  { advice, customers, allocations }: AdviceMatch,
  { read, found, payers, amount }: Situation,
): boolean {
  const needs = noItem(read, amount.config)?.needs;
  if (needs !== undefined && needs !== advice.kind) return true;
  if (needs === undefined && HANDED_IN.has(advice.kind) && (isTransfer(read) || isOneDebit(advice, read))) return true;
  const strangers = payers.definite.size > 0 && ![...payers.definite].some((customer) => customers.includes(customer));
  if (strangers && !(advice.kind === 'remittance' && isNamed(advice, read))) return needs !== advice.kind;
  const named = advice.items.flatMap(({ invoice }) => invoice ?? []);
  // What the advice calls by its order goes by its number too.
  const listed = new Set([...named, ...allocations.map(({ invoice }) => invoice)].map((name) => numberKeys(name)[0]!));
  return [...found.open.values()].some(
    ({ unit, rank, optional }) =>
      rank >= 3 && !optional && named.length > 0 && !listed.has(numberKeys(unit.number)[0]!),
  );
}

/** What the company hands in itself: its bank credits no customer's transfer for it. */
const HANDED_IN: ReadonlySet<Advice['kind']> = new Set(['cheque-slip', 'direct-debits']);
const TRANSFER_WORDS: ReadonlySet<string> = new Set(['VIR', 'VIRT', 'VIREMENT', 'TRANSFER', 'UEBERWEISUNG']);
const TRANSFER_OPERATIONS: ReadonlySet<string> = new Set(['05', '13', '18', '39', '45', 'C2']);

/** A debit under a mandate is one collection; the report of several is about their sum. */
function isOneDebit({ kind, items }: Advice, { line }: ReadLine): boolean {
  return line.mandateId !== undefined && (kind !== 'direct-debits' || items.length > 1);
}

/** The bank's code, or its label, says that somebody sent the money. */
function isTransfer(read: ReadLine): boolean {
  const { family, proprietary } = read.line.code ?? {};
  if (family !== undefined) return family === 'RCDT' || family === 'RRCT';
  return TRANSFER_OPERATIONS.has(proprietary?.slice(0, 2) ?? '') || says(read, TRANSFER_WORDS);
}

/** What speaks for an advice besides its total. */
function doubt(
  { advice, customers, allocations }: AdviceMatch,
  { read, found, payers, amount }: Situation,
  proven: Hypothesis | undefined,
  others: readonly Hypothesis[],
): Pick<AdviceMatch, 'reason'> {
  const needed = noItem(read, amount.config)?.needs === advice.kind;
  const known = customers.some((customer) => (payers.marks.get(customer)?.level ?? 0) >= 1);
  if (!needed && !known && !isNamed(advice, read) && advice.kind === 'remittance')
    return { reason: 'the total of an advice agrees, but nothing says that it is about this line' };
  const listed = new Set(allocations.map(({ invoice }) => invoice));
  const settled = found.settled.find(({ rank, number }) => rank >= 4 && !listed.has(number));
  if (settled) return { reason: `the text names ${settled.number}, which is already settled` };
  const items = new Set(allocations.map(({ item }) => item));
  const isOther = ({ item }: Allocation): boolean => !items.has(item);
  const single = others.find(
    (one) => one.kind === 'exact' && one.units.length === 1 && one.payer >= 2 && one.allocations.every(isOther),
  );
  const other = proven?.allocations.find(isOther) ?? single?.allocations[0];
  return other ? { reason: `${other.invoice} explains the amount as well as the advice does` } : {};
}

function agrees(advice: Advice, read: ReadLine): boolean {
  const { currency, bookingDate } = read.line;
  if (read.amount <= 0n || minorOf(advice.total, currency) !== read.amount) return false;
  if (advice.date && Math.abs(daysBetween(advice.date, bookingDate)) > ADVICE_DAYS) return false;
  const sum = advice.items.reduce(
    (total, item) => total + (minorOf(item.amount, currency) ?? 0n) - (minorOf(item.fee ?? '0', currency) ?? 0n),
    0n,
  );
  return sum === read.amount;
}

/** An advice has no currency: an amount that the line's currency cannot hold agrees with nothing. */
function minorOf(text: string, currency: string): bigint | undefined {
  try {
    return parseMinor(text, currency);
  } catch {
    return undefined;
  }
}

function isNamed(advice: Advice, read: ReadLine): boolean {
  const payer = nameWords(advice.payer ?? '');
  return payer.length > 0 && payer.every((word) => read.payerName.includes(word) || read.words.has(word));
}

function workOut(advice: Advice, read: ReadLine, book: WorkingBook): AdviceMatch {
  const { currency, bookingDate } = read.line;
  const allocations: Allocation[] = [];
  const customers = new Set<string>();
  const taken = new Map<Row, bigint>();
  let reason = read.line.status === 'booked' ? undefined : 'the bank has not booked it yet';
  let ownFee = 0n;
  for (const item of advice.items) {
    const gross = parseMinor(item.amount, currency);
    const fee = parseMinor(item.fee ?? '0', currency);
    if (gross === 0n && item.invoice === undefined) {
      ownFee += fee;
      continue;
    }
    const { unit, reason: doubt } = unitOf(item, gross, read, book);
    reason ??= doubt;
    if (!unit) continue;
    if (openOf(unit) < 0n !== gross < 0n) {
      reason ??= `the advice gives back on ${unit.number} what was paid`;
      continue;
    }
    let left = gross;
    for (const row of unit.rows) {
      const available = row.open - (taken.get(row) ?? 0n);
      const part = gross < 0n ? (available < left ? left : available) : available < left ? available : left;
      if (part === 0n || left === 0n) continue;
      taken.set(row, (taken.get(row) ?? 0n) + part);
      const charged = left === part ? fee : 0n;
      const { id, item: source } = row.source;
      allocations.push({
        item: id,
        invoice: source.number,
        dueDate: source.dueDate,
        customer: source.customer.id,
        amount: part - charged,
        ...(charged !== 0n && { adjustment: { kind: 'bank-fee' as const, amount: charged } }),
        openBefore: row.open,
      });
      left -= part;
    }
    customers.add(unit.customer.id);
    const contested = book.contestOf(unit);
    if (left !== 0n) reason ??= `the advice pays more on ${unit.number} than is open`;
    if (contested) reason ??= contested;
    if (unit.issueDate > bookingDate) reason ??= `${unit.number} was issued after the payment`;
  }
  if (ownFee !== 0n && !shareFee(allocations, ownFee)) reason ??= 'the advice keeps more in fees than its items pay';
  return { advice, allocations, customers: [...customers], ...(reason !== undefined && { reason }) };
}

/** A fee of no item's own is kept back from the largest payments; false where they do not suffice. */
function shareFee(allocations: Allocation[], fee: bigint): boolean {
  const largest = [...allocations.keys()].sort((a, b) => {
    const [one, other] = [allocations[a]!.amount, allocations[b]!.amount];
    return one > other ? -1 : one < other ? 1 : a - b;
  });
  let left = fee;
  for (const at of largest) {
    if (left === 0n) break;
    const { amount, adjustment, ...rest } = allocations[at]!;
    if (amount <= 0n) break;
    const part = amount < left ? amount : left;
    const charged = (adjustment?.amount ?? 0n) + part;
    const kept = charged === 0n ? {} : { adjustment: { kind: 'bank-fee' as const, amount: charged } };
    allocations[at] = { ...rest, amount: amount - part, ...kept };
    left -= part;
  }
  return left === 0n;
}

/** The open item an advice line means: by its number, order or reference, else by its payer's name and exact amount, the oldest of several. */
function unitOf(
  item: Advice['items'][number],
  gross: bigint,
  read: ReadLine,
  book: WorkingBook,
): { readonly unit?: Unit; readonly reason?: string } {
  const { currency, bookingDate } = read.line;
  if (item.invoice !== undefined) {
    const open = (key: string): Unit[] =>
      book.withKey(key).filter((unit) => unit.currency === currency && openOf(unit) !== 0n);
    // The number of another item goes before the order that this one may be of.
    const units =
      invoiceNameKeys(item.invoice)
        .map(open)
        .find((found) => found.length > 0) ?? [];
    const count = units.length === 0 ? 'no open item' : 'several open items';
    return oneOf(units, `the advice names ${item.invoice}, which is ${count}`);
  }
  const words = nameWords(item.payer ?? '');
  const customers = words.length > 0 ? [...book.customersWith(fullNameKey(words))] : [];
  const units = customers
    .flatMap((customer) => book.openUnits(customer, currency, bookingDate))
    .filter((unit) => openOf(unit) === gross);
  units.sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0));
  return oneOf(units, `the advice does not say which item ${item.payer ?? 'an unnamed payer'} pays`);
}

function oneOf(units: readonly Unit[], doubt: string): { readonly unit?: Unit; readonly reason?: string } {
  const [unit] = units;
  return { ...(unit && { unit }), ...(units.length !== 1 && { reason: doubt }) };
}
