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

/** What a returned payment takes back: the one earlier payment it can be, or why it can't be told. */
export type ReturnSearch = { readonly payment: KnownPayment; readonly detail: string } | { readonly reason: string };

/**
 * Finds the earlier payment a line gives back: the same end-to-end id, else the same mandate, else the same payer, each
 * with the opposite amount and not returned yet; else an invoice number in the text that this payment settled.
 */
export function findReturned(read: ReadLine, book: WorkingBook): ReturnSearch {
  const { line } = read;
  const charges = (line.charges ?? []).filter(({ currency }) => currency === line.currency);
  const fits = (payment: KnownPayment): boolean =>
    !payment.returned &&
    payment.currency === line.currency &&
    payment.amount > 0n &&
    payment.day <= line.bookingDate &&
    payment.allocations.length > 0 &&
    (payment.amount === -read.amount || (charges.length > 0 && payment.amount < -read.amount));
  const { endToEndId, mandateId } = line;
  const iban = line.counterparty?.iban;
  const ties: readonly (readonly [string, readonly string[]])[] = [
    ['end-to-end id', endToEndId === undefined ? [] : [`e2e:${endToEndId}`]],
    ['invoice number', namedNumbers(read)],
    ['mandate', mandateId === undefined ? [] : [`mandate:${mandateId}`]],
    ['account of the payer', iban === undefined ? [] : [`iban:${iban}`]],
  ];
  for (const [name, keys] of ties) {
    const tied = book.paymentsTied(keys).filter(fits);
    if (tied.length === 1) return { payment: tied[0]!, detail: `same ${name} and amount as ${tied[0]!.transaction}` };
    if (tied.length > 1) return { reason: `${tied.length} earlier payments have the same ${name} and amount` };
  }
  return { reason: 'the bank gives a payment back, but the earlier payment is not known' };
}

/** The invoice numbers the text may name, as keys; a running number alone is none. */
function namedNumbers(read: ReadLine): string[] {
  return read.mentions
    .filter(({ context }) => context !== 'decoy')
    .flatMap(({ keys }) => keys.flatMap(({ key }) => (key.startsWith('seq:') ? [] : [key])));
}
