import type { Invoice, VatBreakdown } from '../model/index.js';
import type { Decimal } from './decimal.js';
import { decimalOrZero, rateKey, round, ZERO } from './decimal.js';

/** The taxable sum of one VAT category and rate over lines, document allowances and charges. */
export interface VatBucket {
  readonly category: string;
  /** As first written on the invoice; absent for category O. */
  readonly rate?: string;
  /** Σ lines − allowances + charges, exact. */
  readonly base: Decimal;
}

/** Key of a bucket: category and rate in normal form. Category O has no rate. */
export function bucketKey(category: string, rate: string | undefined): string {
  return `${category}|${rateKey(rate)}`;
}

/** Groups what is taxed by category and rate, in order of first appearance. Linear. */
export function vatBuckets(invoice: Invoice): Map<string, VatBucket> {
  const buckets = new Map<string, VatBucket>();
  const add = (category: string | undefined, rate: string | undefined, amount: Decimal): void => {
    if (category === undefined) return;
    const key = bucketKey(category, rate);
    const base = (buckets.get(key)?.base ?? ZERO).plus(amount);
    buckets.set(key, { category, ...(rate === undefined ? {} : { rate: buckets.get(key)?.rate ?? rate }), base });
  };
  for (const line of invoice.lines ?? []) {
    const vat = line.vatInformation;
    add(vat?.invoicedItemVatCategoryCode, vat?.invoicedItemVatRate, decimalOrZero(line.netAmount));
  }
  for (const entry of invoice.documentLevelAllowances ?? []) {
    add(entry.vatCategoryCode, entry.vatRate, decimalOrZero(entry.amount).negated());
  }
  for (const entry of invoice.documentLevelCharges ?? []) {
    add(entry.vatCategoryCode, entry.vatRate, decimalOrZero(entry.amount));
  }
  return buckets;
}

/** Reason codes the category alone decides; category E has many, so its reason must be given. */
const REASON_CODE_OF_CATEGORY: Readonly<Record<string, string>> = {
  AE: 'VATEX-EU-AE',
  G: 'VATEX-EU-G',
  K: 'VATEX-EU-IC',
  O: 'VATEX-EU-O',
};

/**
 * The VAT breakdown (BG-23): VAT = base × rate ÷ 100, rounded once per bucket. Exemption reasons are taken over from
 * the breakdown the invoice already has; AE, G, K and O get their reason code if none was given.
 */
export function computeVatBreakdown(invoice: Invoice, places: number): VatBreakdown[] {
  const reasons = new Map<string, VatBreakdown>();
  for (const given of invoice.vatBreakdown ?? []) {
    if (given.vatCategoryCode) reasons.set(bucketKey(given.vatCategoryCode, given.vatCategoryRate), given);
  }
  return [...vatBuckets(invoice)].map(([key, bucket]) => {
    const given = reasons.get(key);
    const code =
      given?.vatExemptionReasonCode ??
      (given?.vatExemptionReasonText === undefined ? REASON_CODE_OF_CATEGORY[bucket.category] : undefined);
    return {
      vatCategoryTaxableAmount: round(bucket.base, places).toFixed(places),
      vatCategoryTaxAmount: round(bucket.base.times(decimalOrZero(bucket.rate)).dividedBy(100), places).toFixed(places),
      vatCategoryCode: bucket.category,
      ...(bucket.rate === undefined ? {} : { vatCategoryRate: bucket.rate }),
      ...(given?.vatExemptionReasonText === undefined ? {} : { vatExemptionReasonText: given.vatExemptionReasonText }),
      ...(code === undefined ? {} : { vatExemptionReasonCode: code }),
    };
  });
}
