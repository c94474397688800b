import { addDays, dayOf, endOfMonth, type Day } from '@lettrage/domain';

/** How a company declares its VAT: it decides the periods of its payment reports, and when they are due. */
export type VatRegime = 'monthly' | 'quarterly' | 'simplified' | 'exempt';

/** A period, both days within, and the last day its report may come. */
export interface ReportPeriod {
  readonly from: Day;
  readonly to: Day;
  readonly due: Day;
}

/**
 * The period of payment reports a day lies in. Payments are told by month whatever the VAT is declared by, and by two
 * months under the exemption of small businesses; due by the 10th, under the simplified regime and the exemption by the
 * 30th, or the end of February.
 */
export function reportPeriodOf(day: Day, regime: VatRegime): ReportPeriod {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const first = regime === 'exempt' ? month - ((month - 1) % 2) : month;
  const from = dayOf(year, first, 1);
  const to = endOfMonth(regime === 'exempt' ? dayOf(year, first + 1, 1) : from);
  const after = addDays(to, 1);
  const lastDue = regime === 'simplified' || regime === 'exempt' ? 30 : 10;
  const due = addDays(after, lastDue - 1);
  return { from, to, due: due > endOfMonth(after) ? endOfMonth(after) : due };
}
