import type { Category } from '@lettrage/domain';

/** What a line that pays no item may be. */
export const CATEGORIES: readonly Category[] = [
  'fee',
  'tax',
  'social',
  'payroll',
  'supplier',
  'loan',
  'transfer',
  'card-sales',
  'refund',
  'return',
  'other',
];
