import {
  parseMinor,
  parseDay,
  type AccountIdentity,
  type Day,
  type Problem,
  type ProblemLine,
  type StatementEnd,
  type StatementHead,
  type StatementLine,
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

/** Problems of the file that belong to no statement, and its statements. */
export interface FileSummary {
  readonly statements: readonly StatementSummary[];
  readonly problems: readonly Problem[];
}

type Draft = { -readonly [K in keyof StatementSummary]: StatementSummary[K] } & { problems: Problem[] };

/** Takes each transaction with the position of its statement, from 1; a promise means it must be waited for. */
export type TransactionSink = (ordinal: number, line: TransactionLine) => Promise<void> | undefined;

/** Reads a whole file once, keeping only sums and problems: memory does not grow with the file. */
export async function summarise(
  lines: AsyncIterable<readonly StatementLine[]>,
  sink?: TransactionSink,
): Promise<FileSummary> {
  const statements: StatementSummary[] = [];
  const problems: Problem[] = [];
  let open: Draft | undefined;
  for await (const chunk of lines) {
    for (const line of chunk) {
      if (line.type === 'statement') {
        if (open) statements.push(withoutEnd(open));
        open = newDraft(statements.length + 1, line);
      } else if (line.type === 'problem') {
        (open?.problems ?? problems).push(problemOf(line));
        if (open && line.severity === 'error') open.broken = true;
      } else if (open && line.type === 'transaction') {
        add(open, line);
        const full = sink?.(open.ordinal, line);
        if (full) await full;
      } else if (open && line.type === 'statement-end') {
        open.end = line;
        statements.push(open);
        open = undefined;
      }
    }
  }
  if (open) statements.push(withoutEnd(open));
  return { statements, problems };
}

function newDraft(ordinal: number, head: StatementHead): Draft {
  return {
    ordinal,
    head,
    account: head.account,
    ...(head.account.currency ? { currency: head.account.currency } : {}),
    count: 0,
    pending: 0,
    sum: 0n,
    problems: [],
    broken: false,
  };
}

function add(draft: Draft, line: TransactionLine): void {
  draft.currency ??= line.currency;
  draft.count++;
  if (line.status === 'booked') draft.sum += parseMinor(line.amount, line.currency);
  else draft.pending++;
  if (draft.firstDay === undefined || line.bookingDate < draft.firstDay) draft.firstDay = line.bookingDate;
  if (draft.lastDay === undefined || line.bookingDate > draft.lastDay) draft.lastDay = line.bookingDate;
}

function withoutEnd(draft: Draft): StatementSummary {
  draft.broken = true;
  if (!draft.problems.some((problem) => problem.severity !== 'warning')) {
    draft.problems.push({
      severity: 'error',
      rule: 'statement-cut-short',
      message: 'The file ends inside this statement; nothing of it was stored. Ask the bank for the complete file.',
    });
  }
  return draft;
}

/** A problem line of a statement stream in the shape every command reports. */
export function problemOf(line: ProblemLine): Problem {
  const location = [line.origin?.line === undefined ? undefined : `line ${line.origin.line}`, line.origin?.path]
    .filter((part) => part !== undefined)
    .join(', ');
  return { severity: line.severity, rule: line.code, message: line.message, ...(location ? { location } : {}) };
}

/** A summary as the row of a statement. */
export function recordOf(summary: StatementSummary, id: string, fileId: string, accountId: string) {
  const { head, end, currency } = summary;
  const minor = (amount: string | undefined): bigint | undefined =>
    amount === undefined || currency === undefined ? undefined : parseMinor(amount, currency);
  return {
    id,
    fileId,
    accountId,
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
