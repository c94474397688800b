import type { Decimal } from '../../../arithmetic/decimal.js';
import { sum, ZERO } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate } from '../sheet-rule.js';
import { cents, number } from '../xml-path.js';

/** A line, an allowance or a charge as the sums of EXTENDED see it. */
export interface Part {
  /** Missing where nothing or no number is written. */
  readonly amount: Decimal | undefined;
  readonly tax: TaxKey;
}

/** What makes amounts belong to one entry of the VAT breakdown. */
export interface TaxKey {
  readonly category: string;
  readonly rate: Decimal | undefined;
  /** Exemption code and text, blanks collapsed. */
  readonly reason: string;
}

/** The parts of an invoice; lines that only group or explain others are left out. */
export interface Parts {
  readonly lines: readonly Part[];
  readonly allowances: readonly Part[];
  /** Charges, those of logistics included. */
  readonly charges: readonly Part[];
}

/** How a syntax tells the parts, the entries of the breakdown and the totals. */
export interface ExtendedTerms {
  readonly parts: (document: SheetDocument) => Parts;
  readonly bucket: (
    element: XmlElement,
  ) => TaxKey & { readonly base: Decimal | undefined; readonly vat: Decimal | undefined };
}

/** A sum of amounts, in cents as the sheets round it. */
export const totalOf = (parts: readonly Part[]): Decimal => cents(sum(parts.map(({ amount }) => amount ?? ZERO)));

/** True if amounts differ by a cent per amount summed at most; a missing one never passes. */
export function near(actual: Decimal | undefined, expected: Decimal | undefined, count: number): boolean {
  return (
    actual !== undefined && expected !== undefined && actual.minus(expected).abs().times(100).lessThanOrEqualTo(count)
  );
}

/**
 * The taxable base of an entry is that of its parts. Two ways of looking are allowed: parts of the same exemption
 * reason, which several entries of a category then tell apart, or all parts of the category.
 */
export function isBaseOfParts({ parts, bucket }: ExtendedTerms): Predicate {
  return (element, document) => {
    const entry = bucket(element);
    return [partsOf(document.fact(parts), entry, true), partsOf(document.fact(parts), entry, false)].some((found) => {
      const expected = totalOf(found.lines).minus(totalOf(found.allowances)).plus(totalOf(found.charges));
      return near(entry.base, expected, countOf(found));
    });
  };
}

/** The VAT of an entry of category S is its base times its rate, within a cent per amount. */
export function isVatOfBaseAndParts({ parts, bucket }: ExtendedTerms, withEither: boolean): Predicate {
  return (element, document) => {
    const entry = bucket(element);
    const expected = entry.base && entry.rate && cents(entry.base.times(entry.rate).dividedBy(100));
    const ways = withEither ? [true, false] : [true];
    return ways.some((way) => near(entry.vat, expected, countOf(partsOf(document.fact(parts), entry, way))));
  };
}

/** How many lines, allowances and charges there are. */
export const countOf = ({ lines, allowances, charges }: Parts): number =>
  lines.length + allowances.length + charges.length;

function partsOf({ lines, allowances, charges }: Parts, key: TaxKey, byReason: boolean): Parts {
  const isOf = ({ tax }: Part): boolean =>
    tax.category === key.category &&
    (key.category === 'O' || (key.rate !== undefined && (tax.rate?.equals(key.rate) ?? false))) &&
    (!byReason || tax.reason === key.reason);
  return { lines: lines.filter(isOf), allowances: allowances.filter(isOf), charges: charges.filter(isOf) };
}

/** Codes of the families of rules and the category each is about. */
export const FAMILIES = [
  ['S', 'S'],
  ['Z', 'Z'],
  ['E', 'E'],
  ['AE', 'AE'],
  ['IC', 'K'],
  ['G', 'G'],
  ['O', 'O'],
  ['AF', 'L'],
  ['AG', 'M'],
] as const;

/** Terms of a tax from its elements. */
export function taxKey(
  category: XmlElement | undefined,
  rate: XmlElement | undefined,
  ...reasons: readonly string[]
): TaxKey {
  return { category: category?.text ?? '', rate: number(rate), reason: reasons.join('\n') };
}
