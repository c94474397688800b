import { decimalOrZero } from '../../arithmetic/decimal.js';
import type { Invoice } from '../../model/index.js';
import { codes } from '../../codes/code-list.js';

/** Whether the receipts of an invoice are reported by status 212, and if not, why not or what it lacks to tell. */
export type Reportability =
  | { readonly kind: 'reportable' }
  /** No duty: nothing is written, and nothing is wrong. */
  | { readonly kind: 'excluded'; readonly reason: string }
  /** A duty may exist, but the invoice does not say enough: never guessed. */
  | { readonly kind: 'missing'; readonly terms: readonly string[] };

/** Deposit invoices and their credit notes: VAT is due on receipt whatever is sold (tax code 269-2). */
const DEPOSITS = codes('386 500 503');
const CREDIT_NOTES = codes('261 262 381 396 502 503');

/** True for a document whose amounts the seller owes. */
export function isCreditNote(invoice: Invoice): boolean {
  return CREDIT_NOTES.has(invoice.invoiceTypeCode ?? '');
}

/**
 * Decides from the invoice alone whether its VAT falls due on receipt: deposits always; services without the option for
 * debits (BT-8) and with VAT to collect; goods, exempt and reverse-charged invoices never. A frame of goods and services
 * (M) needs BT-8 to tell.
 */
export function vatOnReceipt(invoice: Invoice): Reportability {
  const frame = invoice.processControl?.businessProcessType?.trim() ?? '';
  const excluded = whyExcluded(invoice, frame);
  if (excluded !== undefined) return { kind: 'excluded', reason: excluded };
  if (DEPOSITS.has(invoice.invoiceTypeCode ?? '') || frame.startsWith('S')) return { kind: 'reportable' };
  if (frame.startsWith('M') && invoice.valueAddedTaxPointDateCode === '432') return { kind: 'reportable' };
  if (frame.startsWith('M'))
    return { kind: 'missing', terms: ['which part is services: the frame (BT-23) is mixed and BT-8 does not say'] };
  return { kind: 'missing', terms: ['the invoicing frame (BT-23): goods (B), services (S) or both (M)'] };
}

function whyExcluded(invoice: Invoice, frame: string): string | undefined {
  const buckets = invoice.vatBreakdown ?? [];
  const treatment = (invoice.notes ?? []).find(({ subjectCode }) => subjectCode === 'BAR')?.note?.trim();
  if (treatment === 'B2C' || treatment === 'B2CINT')
    return 'the buyer is a private person: its payment goes into e-reporting (flow 10.4)';
  if (treatment === 'OUTOFSCOPE' || treatment === 'ARCHIVEONLY')
    return `the invoice is outside the reform (note BAR ${treatment})`;
  if (buckets.length && buckets.every((bucket) => decimalOrZero(bucket.vatCategoryRate).isZero()))
    return 'no VAT is collected: the invoice is exempt, reverse-charged or not subject to VAT';
  if (frame.endsWith('7')) return 'its VAT was already declared in e-reporting (frame 7)';
  if (DEPOSITS.has(invoice.invoiceTypeCode ?? '')) return undefined;
  if (frame.startsWith('B')) return 'it is for goods, whose VAT is due on delivery';
  const point = invoice.valueAddedTaxPointDateCode;
  if (point === '3') return 'the seller opted for VAT on debits (BT-8)';
  if (point === '35') return 'its VAT is due on delivery (BT-8)';
  if (invoice.valueAddedTaxPointDate !== undefined) return 'its VAT is due on a day of its own (BT-7)';
  return undefined;
}
