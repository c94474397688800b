import {
  parseMinor,
  parseDay,
  type AccountIdentity,
  type Day,
  type Problem,
  type ProblemLine,
  type StatementEnd,
  type StatementHead,
  type TransactionLine,
} from '@lettrage/domain';

/** What one statement of a file holds, known before anything is stored. */
export interface StatementSummary {
  /** Position in the file, from 1. */
  readonly ordinal: number;
  readonly head: StatementHead;
  readonly end?: StatementEnd;
  readonly account: AccountIdentity;
  readonly currency?: string;
  readonly count: number;
  readonly pending: number;
  /** Σ booked amounts, minor units. */
  readonly sum: bigint;
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly problems: readonly Problem[];
  /** True if a problem of severity error stands in it, or its end is missing: it is not stored. */
  readonly broken: boolean;
}

/** A summary that grows as its statement is read. */
export class SummaryDraft implements StatementSummary {
  readonly account: AccountIdentity;
  readonly problems: Problem[] = [];
  end?: StatementEnd;
  currency?: string;
  count = 0;
  pending = 0;
  sum = 0n;
  firstDay?: string;
  lastDay?: string;
  broken = false;
  private currencyRefused = false;

  constructor(
    readonly ordinal: number,
    readonly head: StatementHead,
  ) {
    this.account = head.account;
    if (head.account.currency) this.currency = head.account.currency;
  }

  addTransaction(line: TransactionLine): void {
    this.currency ??= line.currency;
    this.count++;
    if (line.currency !== this.currency) return this.refuseCurrency(line);
    if (line.status === 'booked') this.sum += parseMinor(line.amount, line.currency);
    else this.pending++;
    if (this.firstDay === undefined || line.bookingDate < this.firstDay) this.firstDay = line.bookingDate;
    if (this.lastDay === undefined || line.bookingDate > this.lastDay) this.lastDay = line.bookingDate;
  }

  /** An account holds one currency: a line in another cannot be stored, and without it the statement is not whole. */
  private refuseCurrency({ amount, currency, bookingDate }: TransactionLine): void {
    if (this.currencyRefused) return;
    this.currencyRefused = true;
    this.broken = true;
    this.problems.push({
      severity: 'error',
      rule: 'line-currency',
      message: `A line of ${bookingDate} over ${amount} ${currency} stands in a statement of an account in ${this.currency}; nothing of it was stored. Ask the bank for a statement of each currency, and add the account in each.`,
    });
  }

  addProblem(line: ProblemLine): void {
    this.problems.push(problemOf(line));
    if (line.severity === 'error') this.broken = true;
  }

  /** Its end is missing. */
  cutShort(): void {
    this.broken = true;
    if (this.problems.some((problem) => problem.severity !== 'warning')) return;
    this.problems.push({
      severity: 'error',
      rule: 'statement-cut-short',
      message: 'The file ends inside this statement; nothing of it was stored. Ask the bank for the complete file.',
    });
  }
}

/** A problem line of a statement stream in the shape every command reports. */
export function problemOf(line: ProblemLine): Problem {
  const location = [line.origin?.line === undefined ? undefined : `line ${line.origin.line}`, line.origin?.path]
    .filter((part) => part !== undefined)
    .join(', ');
  return { severity: line.severity, rule: line.code, message: line.message, ...(location ? { location } : {}) };
}

/** A summary as the row of a statement. */
export function recordOf(
  summary: StatementSummary,
  statement: { readonly id: string; readonly fileId: string; readonly accountId: string },
) {
  const { head, end, currency } = summary;
  const minor = (amount: string | undefined): bigint | undefined =>
    amount === undefined || currency === undefined ? undefined : parseMinor(amount, currency);
  return {
    ...statement,
    ordinal: summary.ordinal,
    ...(head.id ? { statementId: head.id } : {}),
    ...(head.sequence ? { sequence: head.sequence } : {}),
    ...dayRange(summary),
    opening: minor(head.opening?.amount),
    openingDay: head.opening?.date,
    closing: minor(end?.closing?.amount),
    closingDay: end?.closing?.date,
    count: summary.count,
    sum: summary.sum,
    balanced: end?.balanced,
  };
}

/** First and last day: what the statement says, else what its lines show. */
export function dayRange(summary: StatementSummary): { from?: Day; to?: Day } {
  const from = summary.head.from ?? summary.firstDay;
  const to = summary.head.to ?? summary.lastDay;
  return { ...(from ? { from: parseDay(from) } : {}), ...(to ? { to: parseDay(to) } : {}) };
}
