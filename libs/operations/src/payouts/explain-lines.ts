import { formatMinor } from '@lettrage/domain';
import { PayoutQueries, TaskStore, type PayoutPair } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { bookReport, isLeftAlone } from './book-payouts.js';
import { providerName } from './payout-advice.js';

/** A bank line that a stored payout explains. */
export interface ExplainedLine {
  readonly transactionId: string;
  readonly amount: bigint;
  readonly currency: string;
  /** `held`: the company posts nothing of the kind by itself. */
  readonly outcome: 'booked' | 'held';
}

/**
 * Explains undecided bank lines by the payouts that wait for one: net and line agree to the cent, the line comes within
 * days of the arrival and names the provider or the payout, and no other line or payout fits as well. Each is booked in
 * a transaction of its own; one that cannot be booked is left to a person.
 */
export async function explainLines(
  context: OperationsContext,
  companyId: string,
  options: {
    /** Books nothing. */
    readonly dryRun: boolean;
    readonly isPosted: (line: { readonly amount: bigint; readonly currency: string }) => boolean;
  },
): Promise<ExplainedLine[]> {
  const pairs = await context.database.withCompany(companyId, (tx) => new PayoutQueries(tx).pairs());
  const explained: ExplainedLine[] = [];
  for (const pair of provenPairs(pairs)) {
    const { reportId, transactionId, amount, currency } = pair;
    const isPosted = options.isPosted({ amount, currency });
    if (options.dryRun || !isPosted) {
      if (!options.dryRun) await askToBook(context, companyId, pair);
      explained.push({ transactionId, amount, currency, outcome: isPosted ? 'booked' : 'held' });
      continue;
    }
    try {
      await context.database.withCompany(companyId, (tx) => bookReport(context, tx, reportId, transactionId, 'engine'));
      explained.push({ transactionId, amount, currency, outcome: 'booked' });
    } catch (error) {
      if (!isLeftAlone(error)) throw error;
      context.log.warn(
        { payout: reportId, transaction: transactionId, reason: error.message },
        'a payout was not booked',
      );
    }
  }
  return explained;
}

/** A company that only proposes: a person says that the line is the payout, once. */
async function askToBook(context: OperationsContext, companyId: string, pair: PayoutPair): Promise<void> {
  const { reportId, provider, reference, transactionId, bookingDate, amount, currency, line } = pair;
  const money = `${formatMinor(amount, currency)} ${currency}`;
  await context.database.withCompany(companyId, (tx) =>
    new TaskStore(tx).add({
      kind: 'payout-line',
      onceKey: `${reportId} ${transactionId}`,
      message: `The bank line of ${bookingDate}, ${money}, is the payout ${reference} of ${providerName(provider)}. Book it: lettrage payout book ${reference} ${line.ref}`,
      data: { payout: reportId, transaction: transactionId },
    }),
  );
}

/**
 * The pairs that leave no doubt. A line that prints the payout's id goes with it alone.
 */
export function provenPairs(pairs: readonly PayoutPair[]): PayoutPair[] {
  const named = pairs.filter(namesPayout);
  const rest = pairs.filter(
    (pair) =>
      namesProvider(pair) &&
      !named.some(({ reportId, transactionId }) => reportId === pair.reportId || transactionId === pair.transactionId),
  );
  return [...unique(named), ...onTheirDays(rest)];
}

function unique(pairs: readonly PayoutPair[]): PayoutPair[] {
  return pairs.filter(
    (pair) =>
      pairs.filter(({ reportId, transactionId }) => reportId === pair.reportId || transactionId === pair.transactionId)
        .length === 1,
  );
}

/**
 * Equal payouts of one provider arrive in their order: as many lines as payouts, each of a day of its own, go together
 * one by one.
 */
function onTheirDays(pairs: readonly PayoutPair[]): PayoutPair[] {
  const sure = unique(pairs);
  const groups = new Map<string, PayoutPair[]>();
  for (const pair of pairs.filter((one) => !sure.includes(one))) {
    const key = `${pair.provider} ${pair.currency} ${pair.amount}`;
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  return [...sure, ...[...groups.values()].flatMap(inOrder)];
}

function inOrder(pairs: readonly PayoutPair[]): PayoutPair[] {
  const reports = byDay(pairs.map(({ reportId, arrival }) => [reportId, arrival]));
  const lines = byDay(pairs.map(({ transactionId, bookingDate }) => [transactionId, bookingDate]));
  if (!reports || !lines || reports.length !== lines.length) return [];
  const together = reports.map((reportId, index) =>
    pairs.find((pair) => pair.reportId === reportId && pair.transactionId === lines[index]),
  );
  return together.every((pair) => pair !== undefined) ? together : [];
}

/** Ids in the order of their days; undefined where two share one. */
function byDay(entries: readonly (readonly [string, string])[]): string[] | undefined {
  const days = new Map(entries);
  if (new Set(days.values()).size !== days.size) return undefined;
  return [...days].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([id]) => id);
}

function textOf({ line }: PayoutPair): string {
  const { counterparty, remittance, additional, endToEndId, bankReference } = line;
  const texts = [counterparty?.name, counterparty?.ultimateName, remittance, additional, endToEndId, bankReference];
  return texts.filter(Boolean).join(' ').toUpperCase();
}

/** Banks print the name with and without blanks. */
function namesProvider(pair: PayoutPair): boolean {
  return textOf(pair)
    .replace(/[^A-Z0-9]/g, '')
    .includes(providerName(pair.provider).toUpperCase());
}

function namesPayout(pair: PayoutPair): boolean {
  const reference = pair.reference.toUpperCase();
  return (
    reference.length >= 6 &&
    new RegExp(`(?:^|[^A-Z0-9])${reference.replace(/[^A-Z0-9]/g, '\\$&')}(?:$|[^A-Z0-9])`).test(textOf(pair))
  );
}
