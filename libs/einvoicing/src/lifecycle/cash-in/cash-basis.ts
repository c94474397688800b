import { absolute, AmountError, isCurrency, isDay, parseMinor, type Problem } from '@lettrage/domain';
import { decimal, decimalOrZero, rateKey, round } from '../../arithmetic/decimal.js';
import type { Identifier, Invoice } from '../../model/index.js';
import { isFilled } from '../../rules/facts.js';
import type { RateShare } from './spread-cash.js';
import { isCreditNote, vatOnReceipt } from './vat-on-receipt.js';

/** What status 212 needs of an invoice. */
export interface CashBasis {
  readonly number: string;
  readonly issueDate: string;
  readonly typeCode: string;
  readonly currency: string;
  /** MDT-2. */
  readonly process: string;
  readonly sellerSiren: string;
  readonly buyerIdentifier: Identifier;
  readonly buyerAddress: Identifier;
  /** With tax by VAT rate, negative on a credit note; together what the document asks for, deposits included. */
  readonly shares: readonly RateShare[];
  /** Paid before and reported by documents of its own (deposits). */
  readonly prepaid: bigint;
}

/** The basis, or why there is none. */
export type CashBasisResult = CashBasis | { readonly excluded: string } | { readonly problems: readonly Problem[] };

const NOT_REPORTABLE = 'status-not-reportable';

/**
 * What status 212 needs of an invoice: whether it is reported at all, the parties, and what it asks for by VAT rate. What
 * the invoice lacks is named, all of it; nothing is guessed.
 */
export function cashBasisOf(invoice: Invoice): CashBasisResult {
  const duty = vatOnReceipt(invoice);
  if (duty.kind === 'excluded') return { excluded: duty.reason };
  const missing = [...(duty.kind === 'missing' ? duty.terms : []), ...missingTerms(invoice)];
  const name = invoice.invoiceNumber ?? 'The invoice';
  if (missing.length) return notReportable(`${name} is not reportable, missing ${missing.join('; ')}.`);
  const sums = sharesOf(invoice);
  if (typeof sums === 'string') return notReportable(`${name} is not reportable: ${sums}.`);
  const { seller, buyer } = invoice;
  return {
    number: invoice.invoiceNumber!,
    issueDate: invoice.invoiceIssueDate!,
    typeCode: invoice.invoiceTypeCode!,
    currency: invoice.invoiceCurrencyCode!,
    process: treatmentOf(invoice) === 'B2BINT' ? 'B2BINT' : 'REGULATED',
    sellerSiren: seller!.legalRegistrationIdentifier!.value,
    buyerIdentifier: buyerIdentifierOf(invoice)!,
    buyerAddress: buyer!.electronicAddress!,
    ...sums,
  };
}

function missingTerms(invoice: Invoice): string[] {
  const { seller, buyer, documentTotals: totals } = invoice;
  const legal = seller?.legalRegistrationIdentifier;
  const wanted: readonly (readonly [present: boolean, term: string])[] = [
    [isFilled(invoice.invoiceNumber), 'the invoice number (BT-1)'],
    [isDay(invoice.invoiceIssueDate ?? ''), 'the issue date (BT-2)'],
    [isFilled(invoice.invoiceTypeCode), 'the type code (BT-3)'],
    [isCurrency(invoice.invoiceCurrencyCode ?? ''), 'the currency (BT-5)'],
    [/^\d{9}$/.test(legal?.value ?? '') && (legal?.scheme ?? '0002') === '0002', "the seller's SIREN (BT-30)"],
    [buyerIdentifierOf(invoice) !== undefined, "the buyer's SIREN (BT-47)"],
    [isFilled(buyer?.electronicAddress?.value), "the buyer's electronic address (BT-49)"],
    [decimal(totals?.invoiceTotalAmountWithVat) !== undefined, 'the total with VAT (BT-112)'],
    [hasSplit(invoice), 'the split by VAT rate (BG-23)'],
  ];
  return wanted.filter(([present]) => !present).map(([, term]) => term);
}

function hasSplit({ vatBreakdown: buckets = [] }: Invoice): boolean {
  const told = buckets.every(
    (bucket) =>
      decimal(bucket.vatCategoryTaxableAmount) !== undefined &&
      decimal(bucket.vatCategoryTaxAmount) !== undefined &&
      (decimal(bucket.vatCategoryRate) !== undefined || bucket.vatCategoryCode === 'O'),
  );
  return buckets.length > 0 && told;
}

/** A French buyer by its SIREN; one from elsewhere by what identifies it there. */
function buyerIdentifierOf(invoice: Invoice): Identifier | undefined {
  const legal = invoice.buyer?.legalRegistrationIdentifier;
  if (/^\d{9}$/.test(legal?.value ?? '') && (legal?.scheme ?? '0002') === '0002')
    return { value: legal!.value, scheme: '0002' };
  if (treatmentOf(invoice) === 'B2BINT' && isFilled(legal?.value) && isFilled(legal.scheme)) return legal;
  return undefined;
}

function treatmentOf(invoice: Invoice): string | undefined {
  return (invoice.notes ?? []).find(({ subjectCode }) => subjectCode === 'BAR')?.note?.trim();
}

/** What the document asks for by VAT rate, or why it cannot be said. */
function sharesOf(invoice: Invoice): Pick<CashBasis, 'shares' | 'prepaid'> | string {
  const currency = invoice.invoiceCurrencyCode!;
  const { documentTotals: totals = {} } = invoice;
  try {
    const minor = (text: string | undefined): bigint => parseMinor(text ?? '0', currency);
    const byRate = totalsByRate(invoice, minor);
    const total = minor(totals.invoiceTotalAmountWithVat);
    const split = [...byRate.values()].reduce((sum, share) => sum + share.total, 0n);
    if (split !== total) return 'the VAT breakdown (BG-23) does not add up to the total with VAT (BT-112)';
    // What is rounded at payment is cash of no rate: the largest one takes it.
    largest([...byRate.values()]).total += minor(totals.roundingAmount);
    const asked = [...byRate.values()].filter((share) => share.total !== 0n);
    if (asked.length === 0) return 'it asks for nothing';
    if (asked.some((share) => share.total > 0n !== asked[0]!.total > 0n))
      return 'one VAT rate is positive and another negative: report it by hand';
    const sign = isCreditNote(invoice) && asked[0]!.total > 0n ? -1n : 1n;
    // A frame of type 2 was paid when it was issued: that receipt is the one to report.
    const paidAtIssue = /2$/.test(invoice.processControl?.businessProcessType?.trim() ?? '');
    const prepaid = paidAtIssue ? 0n : minor(totals.paidAmount);
    if (absolute(prepaid) > absolute(total)) return 'more was prepaid (BT-113) than it asks for (BT-112)';
    return { shares: asked.map((share) => ({ ...share, total: sign * share.total })), prepaid: sign * prepaid };
  } catch (error) {
    if (error instanceof AmountError) return error.message;
    throw error;
  }
}

type Share = { rate: string; total: bigint };

function totalsByRate(invoice: Invoice, minor: (text: string | undefined) => bigint): Map<string, Share> {
  const found = new Map<string, Share>();
  for (const bucket of invoice.vatBreakdown ?? []) {
    const key = rateKey(bucket.vatCategoryRate ?? '0');
    const share = found.get(key) ?? { rate: twoDecimals(key), total: 0n };
    share.total += minor(bucket.vatCategoryTaxableAmount) + minor(bucket.vatCategoryTaxAmount);
    found.set(key, share);
  }
  return found;
}

function twoDecimals(rate: string): string {
  const value = decimalOrZero(rate);
  return value.decimalPlaces() > 2 ? value.toFixed() : round(value, 2).toFixed(2);
}

function largest(shares: readonly Share[]): Share {
  return shares.reduce((best, share) => (absolute(share.total) > absolute(best.total) ? share : best));
}

function notReportable(message: string): { problems: readonly Problem[] } {
  return { problems: [{ severity: 'fatal', rule: NOT_REPORTABLE, message }] };
}
