import { addDays, type Day, type TransactionLine } from '@lettrage/domain';
import { ADVICE_DAYS } from '@lettrage/reconciliation';

/** The first and the last day on which an advice may explain one of these lines; undefined where there are none. */
export function adviceDays(lines: readonly TransactionLine[]): { readonly from: Day; readonly to: Day } | undefined {
  const days = lines.map(({ bookingDate }) => bookingDate).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { from: addDays(first, -ADVICE_DAYS), to: addDays(last, ADVICE_DAYS) };
}
