import { addDays, divideRounded, formatMinor, type Day } from '@lettrage/domain';
import { IndicatorQueries, type MonthSales, type OpenGroup } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';

/** Days of sales that DSO and CEI look back on. */
const PERIOD = 90;
/** Months the count-back method may walk, and those that are mostly enough. */
const MONTHS = 36;
const RECENT_MONTHS = 8;
/** Weeks of the forecast; later ones are one sum. */
const WEEKS = 13;
const BANDS = ['not-due', '1-30', '31-60', '61-90', 'over-90'] as const;

/**
 * What customers owe and how they pay, as of a day. Amounts are decimal strings with tax, in the currency of the books;
 * days and percentages decimal strings with one decimal, absent where there is nothing to divide by.
 */
export interface Indicators {
  readonly asOf: Day;
  readonly currency: string;
  /** Per instalment, by days after the due day. */
  readonly aging: readonly { readonly band: (typeof BANDS)[number]; readonly count: number; readonly amount: string }[];
  /** Credit notes not used yet, negative. */
  readonly creditNotes: string;
  /** Credit on account, negative: owed to customers. */
  readonly onAccount: string;
  /** Σ of the three above. */
  readonly receivables: string;
  readonly overdue: string;
  /** Sales of the 90 days up to the day. */
  readonly sales: string;
  /** Receivables ÷ sales of 90 days × 90. */
  readonly dso?: string;
  /** Months of sales used up by the receivables, latest first (count-back). */
  readonly dsoCountBack?: string;
  /** What DSO would be if nothing were late. */
  readonly bestPossibleDso?: string;
  /** Days after the due day, weighted by cash, of what was paid in the last 365 days; negative: early. */
  readonly averageDelay?: string;
  /** Collection effectiveness over 90 days, in percent of what could have been collected. */
  readonly cei?: string;
  readonly forecast: {
    /** Seven days each from the day after; what is late already is expected in the first. */
    readonly weeks: readonly { readonly from: Day; readonly byDueDate: string; readonly byHabit: string }[];
    readonly later: { readonly byDueDate: string; readonly byHabit: string };
    /** Disputed: not forecast. */
    readonly disputed: string;
  };
}

/** Works the indicators out, as of any day: a past day has the figures it had. */
export async function indicators(context: OperationsContext, companyId: string, asOf: Day): Promise<Indicators> {
  return context.database.withCompany(companyId, async (tx) => {
    const { currency } = await readCompany(tx);
    const queries = new IndicatorQueries(tx, currency);
    const began = addDays(asOf, -PERIOD);
    await queries.prepare();
    const before = await queries.owed(began);
    const { weighted, paid } = await queries.delays(asOf);
    const usual = paid === 0n ? 0 : Number(divideRounded(weighted, paid));
    const now = balanceOf(await queries.openOn(asOf, usual, WEEKS), await queries.onAccount(asOf));
    const sales = await queries.sales(began, asOf);
    const months = await salesOf(queries, asOf, now.receivables);
    const money = (minor: bigint): string => formatMinor(minor, currency);
    const inWeek = (week: number) => ({
      byDueDate: money(sumOf(now.expected, ({ dueWeek }) => dueWeek === week)),
      byHabit: money(sumOf(now.expected, ({ likelyWeek }) => likelyWeek === week)),
    });
    return {
      asOf,
      currency,
      aging: BANDS.map((band, index) => {
        const found = now.owed.filter((group) => group.band === index);
        return { band, count: found.reduce((sum, { count }) => sum + count, 0), amount: money(sumOf(found)) };
      }),
      creditNotes: money(now.creditNotes),
      onAccount: money(-now.onAccount),
      receivables: money(now.receivables),
      overdue: money(now.overdue),
      sales: money(sales),
      ...figure('dso', ratio(now.receivables * BigInt(PERIOD), sales)),
      ...figure('dsoCountBack', countBack(now.receivables, months, asOf)),
      ...figure('bestPossibleDso', ratio((now.receivables - now.overdue) * BigInt(PERIOD), sales)),
      ...figure('averageDelay', ratio(weighted, paid)),
      ...figure('cei', collectionEffectiveness(before, sales, now)),
      forecast: {
        weeks: Array.from({ length: WEEKS }, (_, week) => ({ from: addDays(asOf, 1 + 7 * week), ...inWeek(week) })),
        later: inWeek(WEEKS),
        disputed: money(sumOf(now.owed, ({ disputed }) => disputed)),
      },
    };
  });
}

interface Balance {
  readonly owed: readonly OpenGroup[];
  /** What is owed and not disputed. */
  readonly expected: readonly OpenGroup[];
  readonly creditNotes: bigint;
  readonly onAccount: bigint;
  readonly receivables: bigint;
  readonly overdue: bigint;
}

function balanceOf(groups: readonly OpenGroup[], onAccount: bigint): Balance {
  const owed = groups.filter(({ isCredit }) => !isCredit);
  const creditNotes = sumOf(groups, ({ isCredit }) => isCredit);
  return {
    owed,
    expected: owed.filter(({ disputed }) => !disputed),
    creditNotes,
    onAccount,
    receivables: sumOf(owed) + creditNotes - onAccount,
    overdue: sumOf(owed, ({ band }) => band > 0),
  };
}

function sumOf(groups: readonly OpenGroup[], which: (group: OpenGroup) => boolean = () => true): bigint {
  return groups.reduce((total, group) => (which(group) ? total + group.amount : total), 0n);
}

/** Sales by month, as many months as use the receivables up. */
async function salesOf(queries: IndicatorQueries, asOf: Day, receivables: bigint): Promise<MonthSales[]> {
  const recent = await queries.monthlySales(asOf, RECENT_MONTHS);
  const sum = recent.reduce((total, { amount }) => total + (amount > 0n ? amount : 0n), 0n);
  return sum > receivables ? recent : queries.monthlySales(asOf, MONTHS);
}

/** (at first + sales − all at the end) ÷ (at first + sales − what is not due at the end), in percent. */
function collectionEffectiveness(before: bigint, sales: bigint, now: Balance): string | undefined {
  const current = now.receivables - now.overdue;
  return ratio(100n * (before + sales - now.receivables), before + sales - current);
}

/** Days of sales in the receivables: whole months while they last, then part of one. Absent where sales run out. */
function countBack(receivables: bigint, months: readonly MonthSales[], asOf: Day): string | undefined {
  let left = receivables;
  let days = 0n;
  for (const [index, { month, amount }] of months.entries()) {
    const length = index === 0 ? dayOfMonth(asOf) : daysIn(month);
    if (left <= 0n) return `${days}.0`;
    if (amount > left) return tenths(days * 10n + divideRounded(left * length * 10n, amount));
    left -= amount > 0n ? amount : 0n;
    days += length;
  }
  return undefined;
}

function dayOfMonth(day: Day): bigint {
  return BigInt(day.slice(8, 10));
}

/** Days of the month that begins so. */
function daysIn(month: Day): bigint {
  let last = addDays(month, 27);
  while (addDays(last, 1).slice(0, 7) === month.slice(0, 7)) last = addDays(last, 1);
  return dayOfMonth(last);
}

/** A quotient with one decimal, rounded once; undefined where there is nothing to divide by. */
function ratio(numerator: bigint, denominator: bigint): string | undefined {
  return denominator <= 0n ? undefined : tenths(divideRounded(numerator * 10n, denominator));
}

function tenths(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(2, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}

function figure<Name extends string>(name: Name, value: string | undefined): { [Key in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: string };
}
