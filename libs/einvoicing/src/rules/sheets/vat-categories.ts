/** What the standard demands of a VAT category; the same in both syntaxes. */
export interface CategoryDemands {
  readonly code: string;
  /** Family of rule identifiers: `BR-S-01` … */
  readonly family: string;
  readonly rate: 'positive' | 'zero' | 'absent' | 'not-negative';
  readonly reason: 'needed' | 'forbidden';
  /** Breakdown entries of the category when a line, allowance or charge is of it. */
  readonly entries: 'some' | 'one';
  readonly seller: 'registered' | 'vat' | 'no-vat';
  readonly buyer?: 'vat' | 'vat-or-legal';
}

/** All categories with rules of their own. */
export const CATEGORY_DEMANDS: readonly CategoryDemands[] = [
  { code: 'S', family: 'S', rate: 'positive', reason: 'forbidden', entries: 'some', seller: 'registered' },
  { code: 'Z', family: 'Z', rate: 'zero', reason: 'forbidden', entries: 'one', seller: 'registered' },
  { code: 'E', family: 'E', rate: 'zero', reason: 'needed', entries: 'one', seller: 'registered' },
  {
    code: 'AE',
    family: 'AE',
    rate: 'zero',
    reason: 'needed',
    entries: 'one',
    seller: 'registered',
    buyer: 'vat-or-legal',
  },
  { code: 'K', family: 'IC', rate: 'zero', reason: 'needed', entries: 'one', seller: 'vat', buyer: 'vat' },
  { code: 'G', family: 'G', rate: 'zero', reason: 'needed', entries: 'one', seller: 'vat' },
  { code: 'O', family: 'O', rate: 'absent', reason: 'needed', entries: 'one', seller: 'no-vat' },
  { code: 'L', family: 'AF', rate: 'not-negative', reason: 'forbidden', entries: 'some', seller: 'registered' },
  { code: 'M', family: 'AG', rate: 'not-negative', reason: 'forbidden', entries: 'some', seller: 'registered' },
];
