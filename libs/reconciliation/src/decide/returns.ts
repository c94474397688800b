import type { ReadLine } from '../line/read-line.js';
import type { KnownPayment } from '../book/known-payment.js';
import type { WorkingBook } from '../book/working-book.js';
import { numberKeys } from '../keys/item-keys.js';

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
  const candidates = book.payments.filter(fits);
  const iban = line.counterparty?.iban;
  const ties: readonly (readonly [string, (payment: KnownPayment) => boolean])[] = [
    ['end-to-end id', (payment) => line.endToEndId !== undefined && payment.endToEndId === line.endToEndId],
    ['invoice number', (payment) => payment.allocations.some(({ invoice }) => namesInvoice(read, invoice))],
    ['mandate', (payment) => line.mandateId !== undefined && payment.mandateId === line.mandateId],
    ['account of the payer', (payment) => iban !== undefined && payment.payerKeys.includes(`iban:${iban}`)],
  ];
  for (const [name, tie] of ties) {
    const tied = candidates.filter(tie);
    if (tied.length === 1) return { payment: tied[0]!, detail: `same ${name} and amount as ${tied[0]!.transaction}` };
    if (tied.length > 1) return { reason: `${tied.length} earlier payments have the same ${name} and amount` };
  }
  return { reason: 'the bank gives a payment back, but the earlier payment is not known' };
}

function namesInvoice(read: ReadLine, invoice: string): boolean {
  const wanted = new Set(numberKeys(invoice).filter((key) => !key.startsWith('seq:')));
  return read.mentions.some(({ keys, context }) => context !== 'decoy' && keys.some(({ key }) => wanted.has(key)));
}
