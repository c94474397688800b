import type { Problem } from '@lettrage/adapter-sdk';
import type { ReportRow } from '@lettrage/formats';

const DAY_FIRST = 'DD/MM/YYYY';
const MONTH_FIRST = 'MM/DD/YYYY';
/** Time zones of accounts that write the month first. */
const AMERICAN = /^(?:[PMCE][SD]T|AK[SD]T|HST|America\/)/i;

/**
 * How the report writes days. PayPal writes `03/04/2026` for two different days; a part above 12 proves which, then the
 * time zone, then the order of the rows. Where nothing tells, the day first, with a warning.
 */
export function dayFormatOf(rows: readonly ReportRow[]): { readonly format: string; readonly doubt?: Problem } {
  const parts = rows.flatMap((row) => {
    const found = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(row.text('date'));
    return found ? [{ first: Number(found[1]), second: Number(found[2]) }] : [];
  });
  const sign = /[/.-]/.exec(rows[0]?.text('date') ?? '/')?.[0] ?? '/';
  const written = (format: string): string => format.replaceAll('/', sign);
  if (parts.length === 0) return { format: 'YYYY-MM-DD' };
  if (parts.some(({ first }) => first > 12)) return { format: written(DAY_FIRST) };
  if (parts.some(({ second }) => second > 12)) return { format: written(MONTH_FIRST) };
  if (rows.some((row) => AMERICAN.test(row.text('zone')))) return { format: written(MONTH_FIRST) };
  if (rows[0]!.text('zone') !== '' || parts.every(({ first, second }) => first === second))
    return { format: written(DAY_FIRST) };
  const doubt: Problem = {
    severity: 'warning',
    rule: 'ambiguous-day',
    message:
      'Nothing in the report says whether its dates begin with the day or the month; the day was taken. Export it with the column "Time zone".',
    location: `line ${rows[0]!.line}, column Date`,
  };
  return { format: written(DAY_FIRST), doubt };
}
