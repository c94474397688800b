import type { Decimal } from '../arithmetic/decimal.js';
import { decimal, decimalOrZero, rateKey, round, sum, ZERO } from '../arithmetic/decimal.js';
import { bucketKey, vatBuckets } from '../arithmetic/vat-buckets.js';
import type { AllowanceOrCharge, Invoice, InvoiceLine, VatBreakdown } from '../model/index.js';

/** A member of a repeated group with its path. */
export type Placed<T> = readonly [location: string, member: T];

/** Anything that carries a VAT category and rate: a line, a document allowance or a document charge. */
export interface Taxed {
  readonly kind: 'line' | 'allowance' | 'charge';
  readonly category?: string;
  readonly rate?: string;
}

/** Options that change how strictly sums are compared. */
export interface CheckOptions {
  /** Syntax the invoice came in: the official sheets tolerate a VAT base off by less than 1 in UBL only (BR-S-08). */
  readonly syntax?: 'cii' | 'ubl';
}

/**
 * What rules ask of an invoice, computed once: sums, buckets and flattened groups. Building it is linear in the number
 * of lines, and so is every rule.
 */
export class InvoiceFacts {
  readonly lines: readonly Placed<InvoiceLine>[];
  readonly allowances: readonly Placed<AllowanceOrCharge>[];
  readonly charges: readonly Placed<AllowanceOrCharge>[];
  readonly lineAllowances: readonly Placed<AllowanceOrCharge>[];
  readonly lineCharges: readonly Placed<AllowanceOrCharge>[];
  readonly breakdown: readonly Placed<VatBreakdown>[];
  readonly taxed: readonly Placed<Taxed>[];
  /** Categories that lines, document allowances and charges use. */
  readonly categoriesUsed: ReadonlySet<string>;
  private computedBases?: Bases;

  constructor(
    readonly invoice: Invoice,
    readonly options: CheckOptions = {},
  ) {
    this.lines = placed('/BG-25', invoice.lines);
    this.allowances = placed('/BG-20', invoice.documentLevelAllowances);
    this.charges = placed('/BG-21', invoice.documentLevelCharges);
    this.lineAllowances = this.lines.flatMap(([at, line]) => placed(`${at}/BG-27`, line.allowances));
    this.lineCharges = this.lines.flatMap(([at, line]) => placed(`${at}/BG-28`, line.charges));
    this.breakdown = placed('/BG-23', invoice.vatBreakdown);
    this.taxed = [
      ...this.lines.map(([at, line]) => [at, taxedLine(line)] as const),
      ...this.allowances.map(([at, entry]) => [at, taxedEntry('allowance', entry)] as const),
      ...this.charges.map(([at, entry]) => [at, taxedEntry('charge', entry)] as const),
    ];
    this.categoriesUsed = new Set(this.taxed.map(([, taxed]) => taxed.category ?? '').filter((code) => code !== ''));
  }

  /** Taxable bases, computed when the first rule asks. */
  private get bases(): Bases {
    return (this.computedBases ??= basesOf(this.invoice));
  }

  /** Taxable base of a category and rate, rounded to cents as the comparisons are. */
  baseOf(category: string, rate: string | undefined): Decimal {
    return round(this.bases.byBucket.get(bucketKey(category, rate)) ?? ZERO, 2);
  }

  /** Taxable base of a category over all rates. */
  baseOfCategory(category: string): Decimal {
    return round(this.bases.byCategory.get(category) ?? ZERO, 2);
  }

  /** Breakdown entries of a category. */
  breakdownOf(category: string): readonly Placed<VatBreakdown>[] {
    return this.breakdown.filter(([, bucket]) => bucket.vatCategoryCode === category);
  }

  /** Seller has a VAT identifier (BT-31), a tax registration (BT-32), or a tax representative with one (BT-63). */
  get sellerTax(): { vat: boolean; registration: boolean; representative: boolean } {
    const { seller, sellerTaxRepresentative } = this.invoice;
    return {
      vat: isFilled(seller?.vatIdentifier),
      registration: isFilled(seller?.taxRegistrationIdentifier),
      representative: isFilled(sellerTaxRepresentative?.vatIdentifier),
    };
  }

  /** Σ of the amounts of allowances or charges. */
  sumOf(entries: readonly Placed<AllowanceOrCharge>[]): Decimal {
    return sum(entries.map(([, entry]) => decimalOrZero(entry.amount)));
  }

  /** Σ BT-131. */
  get sumOfLines(): Decimal {
    return sum(this.lines.map(([, line]) => decimalOrZero(line.netAmount)));
  }
}

/** Σ lines − allowances + charges by category and rate, and by category. */
interface Bases {
  readonly byBucket: ReadonlyMap<string, Decimal>;
  readonly byCategory: ReadonlyMap<string, Decimal>;
}

function basesOf(invoice: Invoice): Bases {
  const buckets = vatBuckets(invoice);
  const byCategory = new Map<string, Decimal>();
  for (const { category, base } of buckets.values())
    byCategory.set(category, (byCategory.get(category) ?? ZERO).plus(base));
  return { byBucket: new Map([...buckets].map(([key, bucket]) => [key, bucket.base])), byCategory };
}

function taxedLine(line: InvoiceLine): Taxed {
  const vat = line.vatInformation;
  return taxed('line', vat?.invoicedItemVatCategoryCode, vat?.invoicedItemVatRate);
}

function taxedEntry(kind: 'allowance' | 'charge', entry: AllowanceOrCharge): Taxed {
  return taxed(kind, entry.vatCategoryCode, entry.vatRate);
}

function taxed(kind: Taxed['kind'], category: string | undefined, rate: string | undefined): Taxed {
  return { kind, ...(category === undefined ? {} : { category }), ...(rate === undefined ? {} : { rate }) };
}

/** Members of a list with their paths, counted from 1. */
export function placed<T>(path: string, members: readonly T[] | undefined): Placed<T>[] {
  return (members ?? []).map((member, index) => [`${path}[${index + 1}]`, member] as const);
}

/** True for a text that says something. */
export function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/** Compares two amounts that must be equal; says both if they are not. Absent counts as zero. */
export function equal(actual: string | undefined, expected: Decimal): true | string {
  const value = decimalOrZero(actual);
  return value.equals(round(expected, 2)) ? true : `${actual ?? '0.00'} ≠ ${round(expected, 2).toFixed(2)}`;
}

/** Compares with the tolerance of the official sheets: a difference below 1.00 passes. */
export function nearlyEqual(actual: string | undefined, expected: Decimal): true | string {
  const difference = decimalOrZero(actual).minus(expected).abs();
  return difference.lessThan(1) ? true : `${actual ?? '0.00'} ≠ ${expected.toFixed(2)}`;
}

export { decimal, decimalOrZero, rateKey };
