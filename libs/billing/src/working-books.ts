import { formatMinor, type AllocationFact, type Day } from '@lettrage/domain';
import type {
  AllocationRow,
  BillingStore,
  DecisionRow,
  ItemRow,
  PaymentRow,
  PaymentUseRow,
  PayoutRow,
  RuleClassRow,
  TaskRow,
  TransactionRow,
} from './billing-store.js';
import { BillingRefusal } from './commands.js';
import { EventLog, type BillingEnvironment, type EventDraft } from './event-log.js';
import { itemFact, present } from './facts.js';
import { allocatesWithin, itemState, openOf, settlesWithin } from './item-state.js';
import type { Verdict } from './policies/judge.js';
import { byId, copy, grouped, stateOf, unique, type State } from './working-state.js';

/** Part of a payment applied to an item, with its sign. */
export interface Piece {
  readonly itemId: string;
  readonly amount: bigint;
  readonly settled?: bigint;
  readonly adjustment?: { readonly kind: NonNullable<AllocationRow['adjustmentKind']>; readonly amount: bigint };
  /** The allocation this row takes back. */
  readonly undoes?: string;
}

type AllocationDraft = Omit<AllocationRow, 'eventPosition' | 'undoneBy' | 'standsBy'>;

/** Rows that carry the position of the event that made them. */
export interface RowsOfEvent {
  readonly allocations?: readonly AllocationDraft[];
  readonly uses?: readonly Omit<PaymentUseRow, 'eventPosition'>[];
  readonly payouts?: readonly Omit<PayoutRow, 'eventPosition'>[];
}

/**
 * The locked part of the books a batch of commands works on: rows are changed here, in memory, one command after the
 * other, each seeing what the ones before it did; {@link flush} then writes everything in a few statements, events last.
 */
export class WorkingBooks {
  /** Who does what is being done; the events say it. */
  actor: string | undefined;
  private before: Pick<State, 'items' | 'payments' | 'transactions'>;
  private state: State;

  private constructor(
    readonly store: BillingStore,
    readonly environment: BillingEnvironment,
    rows: { transactions: TransactionRow[]; payments: PaymentRow[]; items: ItemRow[] },
  ) {
    this.before = { items: byId(rows.items), payments: byId(rows.payments), transactions: byId(rows.transactions) };
    this.state = stateOf(this.before);
  }

  /**
   * Locks in the one order everybody keeps: transactions, then payments (also those already entered for the
   * transactions), then items, each by id. The head of the log comes last, in {@link flush}.
   */
  static async lock(
    store: BillingStore,
    environment: BillingEnvironment,
    ids: { transactions?: readonly string[]; payments?: readonly string[]; items?: readonly string[] },
  ): Promise<WorkingBooks> {
    const transactions = await store.lockTransactions(unique(ids.transactions));
    const entered = await store.paymentsOfTransactions(transactions.map((row) => row.id));
    const payments = await store.lockPayments(
      unique([...(ids.payments ?? []), ...entered.map((row) => row.paymentId)]),
    );
    const items = await store.lockItems(unique(ids.items));
    return new WorkingBooks(store, environment, { transactions, payments, items });
  }

  /** Runs one command; if it throws, the working copy is as it was before. */
  attempt<T>(command: () => T): T {
    const saved = copy(this.state);
    try {
      return command();
    } catch (error) {
      this.state = saved;
      throw error;
    }
  }

  item(id: string): ItemRow {
    return this.state.items.get(id) ?? refuse('not-found', `item ${id} is not in this company's books`);
  }

  payment(id: string): PaymentRow {
    return this.state.payments.get(id) ?? refuse('not-found', `payment ${id} is not in this company's books`);
  }

  transaction(id: string): TransactionRow {
    return this.state.transactions.get(id) ?? refuse('not-found', `transaction ${id} is not in this company's books`);
  }

  /** The bank line, or nothing if it is not in this company. */
  findTransaction(id: string): TransactionRow | undefined {
    return this.state.transactions.get(id);
  }

  /** The payment entered for a bank line, if there is one. */
  paymentOf(transactionId: string): PaymentRow | undefined {
    for (const payment of this.state.payments.values()) {
      if (payment.transaction?.id === transactionId && !payment.withdrawn) return payment;
    }
    return undefined;
  }

  /** What is open behind an id: an item's open amount, or credit on account as it stands among open items, negative. */
  openBehind(id: string): bigint | undefined {
    const item = this.state.items.get(id);
    if (item) return openOf(item);
    const payment = this.state.payments.get(id);
    return payment && payment.allocated - payment.amount;
  }

  /** True if the id is a locked payment's: a decision may use credit on account like an item. */
  isPayment(id: string): boolean {
    return this.state.payments.has(id);
  }

  put(row: { item?: ItemRow; payment?: PaymentRow; transaction?: TransactionRow }): void {
    if (row.item) this.state.items.set(row.item.id, row.item);
    if (row.payment) this.state.payments.set(row.payment.id, row.payment);
    if (row.transaction) this.state.transactions.set(row.transaction.id, row.transaction);
  }

  addPayment(payment: PaymentRow): void {
    this.state.newPayments.push(payment.id);
    this.state.payments.set(payment.id, payment);
  }

  /** Payments become part of a payout, whose row must be there before them: noted once its event is written. */
  linkPayout(payoutId: string, paymentIds: readonly string[]): void {
    this.state.payoutLinks.push({ payoutId, paymentIds });
  }

  addItem(item: ItemRow): void {
    this.state.newItems.push(item.id);
    this.state.items.set(item.id, item);
  }

  addDecision(decision: DecisionRow): void {
    this.state.decisions.push(decision);
  }

  closeDecision(id: string, state: DecisionRow['state']): void {
    this.state.decisionStates.push({ id, state });
  }

  addTask(task: TaskRow): void {
    this.state.tasks.push(task);
  }

  /** Notes what a decision says of what it, or the proposal it answers, rested on. */
  addVerdicts(verdicts: readonly Verdict[]): void {
    this.state.verdicts.push(...verdicts);
  }

  switchClass(row: RuleClassRow): void {
    this.state.switches.push(row);
  }

  addEvent(draft: EventDraft, allocations: readonly AllocationDraft[] = [], more: RowsOfEvent = {}): void {
    const said = this.actor === undefined ? draft : { ...draft, actor: this.actor };
    this.state.events.push({ draft: said, rows: { ...more, allocations } });
  }

  /**
   * Applies pieces of a payment to items and returns the facts for the event and the rows to store with it.
   * Refuses what the invariants forbid: more than the payment has, more than an item asks, another currency.
   */
  settle(
    paymentId: string,
    pieces: readonly Piece[],
    when: { readonly day: Day; readonly decisionId?: string },
  ): { facts: AllocationFact[]; rows: AllocationDraft[] } {
    const payment = this.payment(paymentId);
    const facts: AllocationFact[] = [];
    const rows: AllocationDraft[] = [];
    for (const piece of pieces) {
      const { fact, row } = this.settleOne(payment, piece, when);
      facts.push(fact);
      rows.push(row);
    }
    const allocated = pieces.reduce((sum, piece) => sum + piece.amount, payment.allocated);
    if (!allocatesWithin(payment.amount, allocated)) {
      const has = formatMinor(payment.amount, payment.currency);
      const would = formatMinor(allocated, payment.currency);
      refuse('over-allocated', `the payment of ${has} ${payment.currency} would have ${would} allocated`);
    }
    this.state.payments.set(payment.id, { ...payment, allocated });
    return { facts, rows };
  }

  private settleOne(
    payment: PaymentRow,
    piece: Piece,
    when: { readonly day: Day; readonly decisionId?: string },
  ): { fact: AllocationFact; row: AllocationDraft } {
    const item = this.item(piece.itemId);
    if (item.currency !== payment.currency && piece.settled === undefined) {
      refuse(
        'currency-mismatch',
        `${item.number} is in ${item.currency}, the payment in ${payment.currency}: say what it settles in ${item.currency}`,
      );
    }
    const adjustment = piece.adjustment?.amount ?? 0n;
    const settled = item.settled + (piece.settled ?? piece.amount) + adjustment;
    if (!settlesWithin(item.total, settled)) {
      const open = formatMinor(openOf(item), item.currency);
      refuse(
        'over-settled',
        `${item.number} has ${open} ${item.currency} open: this would settle more than it asks, or less than nothing`,
      );
    }
    const after = { ...item, settled };
    this.state.items.set(item.id, after);
    const id = this.environment.newId();
    const fact: AllocationFact = present({
      id,
      item: itemFact(item),
      amount: formatMinor(piece.amount, payment.currency),
      settled: piece.settled === undefined ? undefined : formatMinor(piece.settled, item.currency),
      adjustment: piece.adjustment && { kind: piece.adjustment.kind, amount: formatMinor(adjustment, item.currency) },
      openBefore: formatMinor(openOf(item), item.currency),
      openAfter: formatMinor(openOf(after), item.currency),
      stateBefore: itemState(item),
      stateAfter: itemState(after),
      undoes: piece.undoes,
    });
    const row: AllocationDraft = present({
      id,
      paymentId: payment.id,
      itemId: item.id,
      amount: piece.amount,
      settled: piece.settled,
      adjustmentKind: piece.adjustment?.kind,
      adjustment,
      day: when.day,
      undoes: piece.undoes,
      decisionId: when.decisionId,
    });
    return { fact, row };
  }

  /** Writes everything: new rows, totals, states, keys, then the events with their allocations. */
  async flush(): Promise<void> {
    await this.writeItems();
    await this.writePayments();
    const changed = [...this.state.transactions.values()].filter((row) => row !== this.before.transactions.get(row.id));
    if (changed.length > 0) await this.store.updateTransactions(changed);
    for (const [state, ids] of grouped(this.state.decisionStates)) await this.store.updateDecisionState(ids, state);
    if (this.state.decisions.length > 0) await this.store.insertDecisions(this.state.decisions);
    if (this.state.verdicts.length > 0) await this.store.insertVerdicts(this.state.verdicts);
    if (this.state.switches.length > 0) await this.store.saveRuleClasses(this.state.switches);
    if (this.state.tasks.length > 0) await this.store.insertTasks(this.state.tasks);
    await this.writeEvents();
  }

  private async writeItems(): Promise<void> {
    const { items, newItems } = this.state;
    const added = newItems.map((id) => items.get(id)!);
    if (added.length > 0) await this.store.insertItems(added);
    const pairs = [...this.before.items.values()].map((old) => ({ old, now: items.get(old.id)! }));
    const changed = pairs.filter(({ old, now }) => old !== now);
    const totals = changed.filter(({ old, now }) => old.settled !== now.settled);
    if (totals.length > 0) {
      await this.store.updateItemTotals(
        totals.map(({ old, now }) => ({ id: old.id, expected: old.settled, next: now.settled })),
      );
    }
    const facts = changed.filter(({ old, now }) => otherThanSettled(old, now));
    if (facts.length > 0) await this.store.updateItemFacts(facts.map(({ now }) => now));
    const open = [...added, ...changed.map(({ now }) => now)];
    if (open.length > 0) await this.store.keepKeys({ items: open });
  }

  private async writePayments(): Promise<void> {
    const { payments, newPayments } = this.state;
    const pairs = [...this.before.payments.values()].map((old) => ({ old, now: payments.get(old.id)! }));
    const changed = pairs.filter(({ old, now }) => old !== now);
    const totals = changed.filter(({ old, now }) => old.allocated !== now.allocated);
    if (totals.length > 0) {
      await this.store.updatePaymentTotals(
        totals.map(({ old, now }) => ({ id: old.id, expected: old.allocated, next: now.allocated })),
      );
    }
    const facts = changed.filter(({ old, now }) => factsDiffer(old, now));
    if (facts.length > 0) await this.store.updatePayments(facts.map(({ now }) => now));
    // After the updates: a withdrawn payment must let go of its bank line before another takes it.
    const added = newPayments.map((id) => payments.get(id)!);
    if (added.length > 0) await this.store.insertPayments(added);
    const rests = [...added, ...changed.map(({ now }) => now)];
    if (rests.length > 0) await this.store.keepKeys({ payments: rests });
  }

  private async writeEvents(): Promise<void> {
    const { events } = this.state;
    if (events.length === 0) return;
    const log = await EventLog.open(this.store, this.environment);
    const positions = await log.append(events.map((event) => event.draft));
    const placed = <Row extends object>(of: (rows: RowsOfEvent) => readonly Row[] | undefined) =>
      events.flatMap(({ rows }, index) =>
        (of(rows) ?? []).map((row) => ({ ...row, eventPosition: positions[index]! })),
      );
    const allocations = placed((rows) => rows.allocations);
    const uses = placed((rows) => rows.uses);
    const payouts = placed((rows) => rows.payouts);
    if (allocations.length > 0) await this.store.insertAllocations(allocations);
    if (uses.length > 0) await this.store.insertPaymentUses(uses);
    if (payouts.length > 0) await this.store.insertPayouts(payouts);
    const linked = this.state.payoutLinks.flatMap(({ payoutId, paymentIds }) =>
      paymentIds.map((id) => ({ ...this.payment(id), payoutId })),
    );
    if (linked.length > 0) await this.store.updatePayments(linked);
    await log.close();
  }
}

/** Refuses a command. */
export function refuse(code: BillingRefusal['code'], message: string): never {
  throw new BillingRefusal(code, message);
}

function otherThanSettled(old: ItemRow, now: ItemRow): boolean {
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]) as Set<keyof ItemRow>;
  keys.delete('settled');
  return [...keys].some((key) => old[key] !== now[key]);
}

function factsDiffer(old: PaymentRow, now: PaymentRow): boolean {
  return (
    old.customer?.id !== now.customer?.id ||
    old.transaction?.id !== now.transaction?.id ||
    old.withdrawn !== now.withdrawn ||
    old.payoutId !== now.payoutId ||
    old.externalId !== now.externalId ||
    old.sourceOpen !== now.sourceOpen ||
    old.sourceAsOf !== now.sourceAsOf ||
    old.connectionId !== now.connectionId
  );
}
