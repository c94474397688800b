import type { DecisionRow, ItemRow, PaymentRow, RuleClassRow, TaskRow, TransactionRow } from './billing-store.js';
import type { EventDraft } from './event-log.js';
import type { Verdict } from './policies/judge.js';
import type { RowsOfEvent } from './working-books.js';

/** What a batch of commands has done so far, in memory. */
export interface State {
  items: Map<string, ItemRow>;
  payments: Map<string, PaymentRow>;
  transactions: Map<string, TransactionRow>;
  newItems: string[];
  newPayments: string[];
  decisions: DecisionRow[];
  decisionStates: { id: string; state: DecisionRow['state'] }[];
  tasks: TaskRow[];
  payoutLinks: { payoutId: string; paymentIds: readonly string[] }[];
  verdicts: Verdict[];
  switches: RuleClassRow[];
  events: { draft: EventDraft; rows: RowsOfEvent }[];
}

/** A state in which nothing has been done yet. */
export function stateOf(rows: Pick<State, 'items' | 'payments' | 'transactions'>): State {
  return {
    items: new Map(rows.items),
    payments: new Map(rows.payments),
    transactions: new Map(rows.transactions),
    newItems: [],
    newPayments: [],
    decisions: [],
    decisionStates: [],
    tasks: [],
    payoutLinks: [],
    verdicts: [],
    switches: [],
    events: [],
  };
}

/** A copy that later changes leave alone. */
export function copy(state: State): State {
  return {
    items: new Map(state.items),
    payments: new Map(state.payments),
    transactions: new Map(state.transactions),
    newItems: [...state.newItems],
    newPayments: [...state.newPayments],
    decisions: [...state.decisions],
    decisionStates: [...state.decisionStates],
    tasks: [...state.tasks],
    payoutLinks: [...state.payoutLinks],
    verdicts: [...state.verdicts],
    switches: [...state.switches],
    events: [...state.events],
  };
}

/** Rows by id. */
export function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ids without repetition. */
export function unique(ids: readonly string[] | undefined): string[] {
  return [...new Set(ids ?? [])];
}

/** Ids of decisions by the state they go to. */
export function grouped(
  changes: readonly { id: string; state: DecisionRow['state'] }[],
): Map<DecisionRow['state'], string[]> {
  const groups = new Map<DecisionRow['state'], string[]>();
  for (const { id, state } of changes) groups.set(state, [...(groups.get(state) ?? []), id]);
  return groups;
}
