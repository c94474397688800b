import { ALLOWANCE_REASONS, CHARGE_REASONS } from '../codes/vat.codes.js';
import type { AllowanceOrCharge } from '../model/index.js';
import { component, type Segment } from './edifact-syntax.js';
import { AMOUNTS } from './invoic-qualifiers.js';
import { assign, take, takeNumber, takeText, type Draft, type SegmentReport } from './invoic-values.js';
import { firstQualified, type SegmentGroup } from './segment-group.js';

/** True for an ALC that adds to the price (C), false for one that takes off it (A). */
export function isChargeGroup({ head }: SegmentGroup): boolean {
  return component(head, 0) === 'C';
}

/** Reads an allowance or charge: ALC with its PCD, MOA and TAX. */
export function readAllowanceOrCharge(group: SegmentGroup, report: SegmentReport): AllowanceOrCharge {
  const { head, rest } = group;
  const charge = isChargeGroup(group);
  const entry: Draft<AllowanceOrCharge> = {};
  head.taken = true;
  const amount = firstQualified(rest, 'MOA', ...(charge ? AMOUNTS.charge : AMOUNTS.allowance));
  assign(entry, 'amount', takeNumber(amount, 0, 1, report));
  assign(entry, 'baseAmount', takeNumber(firstQualified(rest, 'MOA', ...AMOUNTS.basis), 0, 1, report));
  assign(
    entry,
    'percentage',
    takeNumber(
      rest.find(({ tag }) => tag === 'PCD'),
      0,
      1,
      report,
    ),
  );
  const vat = readTax(
    rest.find(({ tag }) => tag === 'TAX'),
    report,
  );
  assign(entry, 'vatCategoryCode', vat?.category);
  assign(entry, 'vatRate', vat?.rate);
  // Allowances are coded in 5189 (C552), charges in 7161 (C214); partners write either, so the code decides.
  const codes = [component(head, 1, 1), component(head, 4, 0)].filter((code) => code !== undefined);
  const code = codes.find((one) => (charge ? CHARGE_REASONS : ALLOWANCE_REASONS).has(one));
  assign(entry, 'reasonCode', code);
  assign(entry, 'reason', takeText(head, 4, 3) ?? codes.find((one) => one !== code));
  return entry;
}

/** Category and rate of a TAX segment about VAT; undefined if it is about another tax. */
export function readTax(
  tax: Segment | undefined,
  report: SegmentReport,
): { category?: string; rate?: string } | undefined {
  if (!tax || component(tax, 1) !== 'VAT') return undefined;
  const rate = takeNumber(tax, 4, 3, report);
  const category = take(tax, 5) ?? (rate !== undefined && /[1-9]/.test(rate) ? 'S' : undefined);
  // Category O has no rate; EDIFACT writes one all the same.
  return {
    ...(category === undefined ? {} : { category }),
    ...(rate === undefined || category === 'O' ? {} : { rate }),
  };
}
