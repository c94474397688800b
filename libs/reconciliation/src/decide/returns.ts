import { compact, daysBetween, parseMinor, type Advice } from '@lettrage/domain';
import { numberKeys } from '../keys/item-keys.js';
import type { ReadLine } from '../line/read-line.js';
import type { KnownPayment } from '../book/known-payment.js';
import type { WorkingBook } from '../book/working-book.js';

const RETURN_WORDS =
  /(?<![A-Z])(?:IMPAYES?|REJETS?|REJETE|REJ|RETOUR|RETOURNE|RETURN|RETURNED|R-TRANSACTION|ANNUL|ANNULATION|EXTOURNE|CONTREPASSATION|RECALL)(?![A-Z])/;
const RETURN_CODES = new Set(['UPDD', 'PRDD', 'RCDD', 'RRTN', 'ARET', 'UPCQ', 'RPCR', 'RIMB']);
const RETURN_OPERATIONS = new Set([
  '03',
  '10',
  '26',
  '27',
  '98',
  'B3',
  'B4',
  '33',
  '34',
  '38',
  'A5',
  'A6',
  '12',
  'C3',
  'C5',
  'C4',
]);

/** True if the bank says, by field, code or word, that this line gives an earlier one back. */
export function isReturn(read: ReadLine): boolean {
  const { line } = read;
  if (line.return || line.reversal) return true;
  if (line.code?.subfamily && RETURN_CODES.has(line.code.subfamily)) return true;
  const operation = line.code?.proprietary;
  if (
    operation !== undefined &&
    operation.length <= 4 &&
    RETURN_OPERATIONS.has(operation.slice(0, 2)) &&
    read.amount < 0n
  )
    return true;
  return read.amount < 0n && RETURN_WORDS.test(read.text);
}

/** What a returned payment takes back: items of the one earlier payment it can be, or why it can't be told. */
export type ReturnSearch = GivenBack | { readonly reason: string };

interface GivenBack {
  readonly payment: KnownPayment;
  /** All that the payment had settled, or what it had settled of one debtor where it was a sum of collections. */
  readonly allocations: KnownPayment['allocations'];
  readonly detail: string;
}

/** What a return and an earlier payment have in common. */
interface Tie {
  readonly name: string;
  /** The keys the payment is found by. */
  readonly keys: readonly string[];
  /** What of a sum of collections it is about; absent where it says nothing of single items. */
  readonly isAbout?: (invoice: string) => boolean;
  /** It is about the payer in general: another end-to-end id or batch tells the payment apart. */
  readonly loose?: boolean;
  /** An older payment is not meant. */
  readonly withinDays?: number;
}

/** A debtor takes a collection back within eight weeks (SEPA Direct Debit Core rulebook, refunds), and banks need some days. */
const TAKEN_BACK_WITHIN = 70;

/**
 * Finds the earlier payment a line gives back: the same end-to-end id, the collection that an advice lists under that
 * id, an invoice number in the text that this payment settled, the same batch, else the same mandate, else the same
 * payer, each with the opposite amount and not returned yet. Of debits that were booked in one sum, one alone is given
 * back.
 */
export function findReturned(read: ReadLine, book: WorkingBook, advices: readonly Advice[]): ReturnSearch {
  for (const tie of tiesOf(read, advices)) {
    if (tie.keys.length === 0) continue;
    const found: GivenBack[] = [];
    for (const payment of book.paymentsTied(tie.keys)) {
      const allocations = givenBackOf(payment, tie, read, book);
      const detail = `same ${tie.name} and amount as ${payment.transaction}`;
      if (allocations) found.push({ payment, allocations, detail });
    }
    if (found.length === 1) return found[0]!;
    // A batch that is known and does not tell which: what payer and amount point at is another collection.
    if (tie.name === 'batch' && found.length === 0 && book.paymentsTied(tie.keys).length > 0) break;
    if (found.length > 1) return { reason: `${found.length} earlier payments have the same ${tie.name} and amount` };
  }
  return { reason: 'the bank gives a payment back, but the earlier payment is not known' };
}

function tiesOf(read: ReadLine, advices: readonly Advice[]): readonly Tie[] {
  const { endToEndId, mandateId, paymentInformationId, counterparty } = read.line;
  const iban = counterparty?.iban;
  const keysOf = (kind: string, id: string | undefined): string[] => (id === undefined ? [] : [`${kind}:${id}`]);
  const collected = advices
    .filter(({ kind }) => kind === 'direct-debits')
    .flatMap(({ items }) => items)
    .flatMap(({ ref, invoice }) => (endToEndId !== undefined && ref === endToEndId && invoice ? [invoice] : []));
  const collectedKeys = collected.flatMap(tellingKeys);
  const named = namedNumbers(read);
  return [
    { name: 'end-to-end id', keys: keysOf('e2e', endToEndId) },
    { name: 'end-to-end id in the advice', keys: collectedKeys, isAbout: isOneOf(collectedKeys) },
    { name: 'invoice number', keys: named, isAbout: isOneOf(named) },
    { name: 'batch', keys: keysOf('batch', paymentInformationId), isAbout: () => true, loose: true },
    { name: 'mandate', keys: keysOf('mandate', mandateId), loose: true },
    { name: 'account of the payer', keys: keysOf('iban', iban), loose: true, withinDays: TAKEN_BACK_WITHIN },
  ];
}

/** What of an earlier payment the line gives back; undefined if it is not this one. */
function givenBackOf(
  payment: KnownPayment,
  tie: Tie,
  read: ReadLine,
  book: WorkingBook,
): KnownPayment['allocations'] | undefined {
  const { line, amount } = read;
  const { allocations, returnedItems } = payment;
  if (payment.returned || payment.currency !== line.currency || payment.amount <= 0n) return undefined;
  if (payment.day > line.bookingDate || allocations.length === 0) return undefined;
  if (tie.withinDays !== undefined && daysBetween(payment.day, line.bookingDate) > tie.withinDays) return undefined;
  if (tie.loose && (isAnother(payment, line) || namesAnother(payment, read, book))) return undefined;
  const charges = (line.charges ?? []).filter(({ currency }) => currency === line.currency);
  const isWhole = payment.amount === -amount || (charges.length > 0 && payment.amount < -amount);
  if (isWhole) return returnedItems.size === 0 ? allocations : undefined;
  if (!tie.isAbout || !isSum(payment)) return undefined;
  const minor = (text: string): bigint => parseMinor(text, payment.currency);
  const left = allocations.filter(({ invoice }) => !returnedItems.has(invoice) && tie.isAbout!(invoice));
  const wanted = -amount - charges.reduce((sum, charge) => sum + minor(charge.amount), 0n);
  for (const asked of new Set([-amount, wanted])) {
    const same = left.filter((allocation) => minor(allocation.amount) === asked);
    if (same.length === 1) return same;
    const theirs = same.length > 1 ? same.filter(({ invoice }) => isOfPayer(payment, invoice, read, book)) : [];
    if (theirs.length === 1) return theirs;
    // One debit may have collected several invoices, all of which it names.
    const all = left.reduce((sum, allocation) => sum + minor(allocation.amount), 0n);
    if (same.length === 0 && left.length > 0 && all === asked) return left;
  }
  return undefined;
}

/** The payer of the return, by account or whole name, is the one whose item this run settled in the sum. */
function isOfPayer(
  { transaction }: KnownPayment,
  invoice: string,
  { line, payerName }: ReadLine,
  book: WorkingBook,
): boolean {
  const customer = book.debtorOf(transaction, invoice);
  if (customer === undefined) return false;
  const key = line.counterparty?.iban && `iban:${compact(line.counterparty.iban)}`;
  if (key && (book.customersWith(key).has(customer) || book.learnedFor(key).has(customer))) return true;
  return book.names.bestFits(payerName, 'name').some((fit) => fit.customer === customer && fit.level === 2);
}

/** Collections that were booked in one sum: of many debtors, hence of no account. */
function isSum({ allocations, customer, accountKey }: KnownPayment): boolean {
  return allocations.length > 1 && (customer === undefined || accountKey === undefined);
}

/** An id, the account or the kind of both lines says that the payment is another one of the same amount. */
function isAnother(payment: KnownPayment, line: ReadLine['line']): boolean {
  const differ = (one: string | undefined, other: string | undefined): boolean =>
    one !== undefined && other !== undefined && one !== other;
  const { iban } = line.counterparty ?? {};
  const isDebit = line.mandateId !== undefined || line.paymentInformationId !== undefined;
  return (
    (isDebit && payment.isTransfer) ||
    differ(payment.endToEndId, line.endToEndId) ||
    differ(payment.paymentInformationId, line.paymentInformationId) ||
    differ(payment.accountKey, iban && `iban:${compact(iban)}`)
  );
}

/** The text names an item by its whole number that this payment did not settle. */
function namesAnother({ allocations }: KnownPayment, read: ReadLine, book: WorkingBook): boolean {
  const named = namedNumbers(read).filter((key) => key.startsWith('num:') && /:.*\d{4}/.test(key) && book.knows(key));
  const isNamed = isOneOf(named);
  return named.length > 0 && !allocations.some(({ invoice }) => isNamed(invoice));
}

/** The invoice numbers the text may name, as keys; a running number alone is none. */
function namedNumbers(read: ReadLine): string[] {
  return read.mentions
    .filter(({ context }) => context !== 'decoy')
    .flatMap(({ keys }) => keys.flatMap(({ key }) => (key.startsWith('seq:') ? [] : [key])));
}

function tellingKeys(invoice: string): string[] {
  return numberKeys(invoice).filter((key) => !key.startsWith('seq:'));
}

function isOneOf(keys: readonly string[]): (invoice: string) => boolean {
  const known = new Set(keys);
  return (invoice) => tellingKeys(invoice).some((key) => known.has(key));
}
