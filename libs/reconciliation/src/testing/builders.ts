import { parseDay, parseMinor, type Decision, type OpenItem, type TransactionLine } from '@lettrage/domain';
import { matchAll, type MatchInput } from '../match-all.js';
import { publicDecision } from '../public-decision.js';
import { brokenPromises } from '../verify-decision.js';

/** What a test says about an item; the rest is plausible. */
export interface ItemSpec extends Partial<Omit<OpenItem, 'customer' | 'open' | 'total' | 'issueDate' | 'dueDate'>> {
  readonly number: string;
  readonly open: string;
  readonly total?: string;
  readonly customer?: string;
  readonly name?: string;
  readonly ibans?: readonly string[];
  readonly group?: string;
  readonly issued?: string;
  readonly due?: string;
}

/** An open item of customer C1 (ACME TRAVAUX) unless said otherwise. */
export function item(spec: ItemSpec): OpenItem {
  const {
    open,
    total = open,
    customer = 'C1',
    name = 'ACME TRAVAUX SARL',
    ibans = [],
    group,
    issued = '2026-01-05',
    due = '2026-02-04',
    ...rest
  } = spec;
  const currency = spec.currency ?? 'EUR';
  return {
    kind: open.startsWith('-') ? 'credit-note' : 'invoice',
    ...rest,
    currency,
    customer: { id: customer, name, ibans, ...(group !== undefined && { groupId: group }) },
    issueDate: parseDay(issued),
    dueDate: parseDay(due),
    total: parseMinor(total, currency),
    open: parseMinor(open, currency),
  };
}

let lines = 0;

/** A booked line of 10 February 2026 with this amount and text. */
export function line(amount: string, remittance: string, more: Partial<TransactionLine> = {}): TransactionLine {
  lines += 1;
  return {
    type: 'transaction',
    ref: `r${lines}`,
    bookingDate: parseDay('2026-02-10'),
    amount,
    currency: 'EUR',
    status: 'booked',
    reversal: false,
    ...(remittance !== '' && { remittance }),
    ...more,
  };
}

/** Matches and gives the public decisions; throws if an automatic one breaks a promise. */
export function match(
  items: readonly OpenItem[],
  transactions: readonly TransactionLine[],
  more: Omit<MatchInput, 'items' | 'lines'> = {},
): Decision[] {
  return matchAll({ items, lines: transactions, ...more }).map((decision) => {
    const broken = brokenPromises(decision);
    if (broken.length > 0) throw new Error(broken.join('; '));
    return publicDecision(decision);
  });
}

/** The decision on one line against these items. */
export function matchOne(
  items: readonly OpenItem[],
  transaction: TransactionLine,
  more: Omit<MatchInput, 'items' | 'lines'> = {},
): Decision {
  return match(items, [transaction], more)[0]!;
}

/** `auto FA1=120.00` or `review …`: a decision in one line. */
export function brief(decision: Decision): string {
  const allocations = (decision.allocations ?? []).map(
    ({ invoice, amount, adjustment }) =>
      `${invoice}=${amount}${adjustment ? `(${adjustment.kind} ${adjustment.amount})` : ''}`,
  );
  const credit =
    decision.onAccount && !/^0(?:\.0+)?$/.test(decision.onAccount) ? [`on account ${decision.onAccount}`] : [];
  return [
    decision.decision,
    ...allocations.sort(),
    ...credit,
    ...(decision.category ? [decision.category] : []),
    ...(decision.needs ? [`needs ${decision.needs}`] : []),
  ].join(' ');
}
