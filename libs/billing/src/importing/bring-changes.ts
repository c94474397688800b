import { formatMinor, type OpenItem } from '@lettrage/domain';
import { recordPayment } from '../apply-decisions.js';
import type { ItemRow, PaymentRow } from '../billing-store.js';
import { StaleBooks } from '../commands.js';
import { itemFact, present } from '../facts.js';
import { WorkingBooks } from '../working-books.js';
import { compareItem } from './compare-item.js';
import type { RowGroup } from './group-rows.js';
import type { Importing } from './import-open-items.js';
import { pairInstalments } from './pair-instalments.js';

/** What a snapshot changes about one item or receipt that is already here. */
export type Change =
  | {
      readonly item: ItemRow;
      readonly next?: ItemRow;
      readonly facts?: { readonly before: Record<string, string>; readonly after: Record<string, string> };
      /** Settled at the source only. */
      readonly delta: bigint;
      readonly conflict?: string;
    }
  | { readonly payment: PaymentRow; readonly next?: PaymentRow; readonly conflict?: string };

type ItemChange = Extract<Change, { item: ItemRow }>;

/** Compares the rows of one number with the items here; rows without one are handed to `add`. */
export function compareGroup(
  importing: Importing,
  group: RowGroup,
  here: readonly ItemRow[],
  add: (row: OpenItem, instalment: number) => void,
): void {
  const { findings, options, seen } = importing;
  for (const pair of pairInstalments(group.rows, here)) {
    if (!pair.here) {
      add(pair.row, pair.instalment);
      continue;
    }
    seen.add(pair.here.id);
    const result = compareItem(pair.here, pair.row, options.asOf);
    const told = (message: string) => ({
      customer: group.customerCode,
      number: group.number,
      instalment: pair.instalment,
      message,
    });
    if (result.verdict === 'outdated') {
      findings.count('known');
    } else if (result.verdict === 'conflict') {
      findings.add('conflicts', told(result.message));
      importing.changes.push({ item: pair.here, delta: 0n, conflict: result.message });
    } else {
      tally(importing, told, pair.here, pair.row, result);
      if (result.next || result.delta !== 0n) {
        importing.changes.push(
          present({ item: pair.here, next: result.next, facts: result.changes, delta: result.delta }),
        );
      }
    }
  }
}

function tally(
  { findings }: Importing,
  told: (message: string) => { customer: string; number: string; instalment: number; message: string },
  here: ItemRow,
  row: OpenItem,
  result: Exclude<ReturnType<typeof compareItem>, { verdict: 'outdated' | 'conflict' }>,
): void {
  const amount = (minor: bigint): string => `${formatMinor(minor, here.currency)} ${here.currency}`;
  const open = `${amount(here.total - here.settled)} is open here, ${amount(row.open)} at the source`;
  if (result.verdict === 'settled-there') findings.add('settledThere', told(open));
  else if (result.verdict === 'settled-only-here') findings.add('settledOnlyHere', told(open));
  if (result.changes) findings.add('changed', told(`changed: ${Object.keys(result.changes.after).join(', ')}`));
  else if (result.verdict === 'known') findings.count('known');
}

/** Locks what changes, by id, and writes it: facts, payments only the source saw, tasks for what contradicts. */
export async function bringChanges(importing: Importing): Promise<void> {
  const { store, environment, changes } = importing;
  if (changes.length === 0) return;
  const books = await WorkingBooks.lock(store, environment, {
    payments: changes.flatMap((change) => ('payment' in change ? [change.payment.id] : [])),
    items: changes.flatMap((change) => ('item' in change ? [change.item.id] : [])),
  });
  const settledThere: ItemChange[] = [];
  for (const change of changes) {
    if (change.conflict) books.addTask(taskOf(environment.newId(), change, change.conflict));
    else if ('payment' in change) bringReceipt(books, change.payment, change.next);
    else {
      bringItem(books, change);
      if (change.delta !== 0n) settledThere.push(change);
    }
  }
  for (const payment of paymentsBehind(settledThere)) recordThere(importing, books, payment);
  await books.flush();
}

function bringItem(books: WorkingBooks, change: ItemChange): void {
  const locked = books.item(change.item.id);
  if (locked.settled !== change.item.settled)
    throw new StaleBooks(`${locked.number} was settled while the import compared it`);
  if (!change.next) return;
  books.put({ item: { ...change.next, settled: locked.settled } });
  if (!change.facts) return;
  books.addEvent({
    type: 'item.changed',
    day: change.next.sourceAsOf!,
    data: { item: itemFact(change.next), ...change.facts },
  });
}

function bringReceipt(books: WorkingBooks, compared: PaymentRow, next: PaymentRow | undefined): void {
  const locked = books.payment(compared.id);
  if (locked.allocated !== compared.allocated)
    throw new StaleBooks(`credit ${locked.number} was used while the import compared it`);
  if (next) books.put({ payment: { ...next, allocated: locked.allocated } });
}

/**
 * The payments that explain what only the source saw settled: one for each item, so that the bank line of each finds its
 * own; one for all of a customer's where a credit note is among them, since it was set off.
 */
function paymentsBehind(changes: readonly ItemChange[]): ItemChange[][] {
  const byCustomer = new Map<string, ItemChange[]>();
  for (const change of changes) {
    const key = `${change.item.customer.id} ${change.item.currency}`;
    byCustomer.set(key, [...(byCustomer.get(key) ?? []), change]);
  }
  return [...byCustomer.values()].flatMap((group) =>
    group.some((change) => change.delta < 0n) ? [group] : group.map((change) => [change]),
  );
}

function recordThere({ environment, options }: Importing, books: WorkingBooks, changes: readonly ItemChange[]): void {
  const first = changes[0]!.item;
  const amount = changes.reduce((sum, change) => sum + change.delta, 0n);
  const payment: PaymentRow = present({
    id: environment.newId(),
    kind: amount === 0n ? ('netting' as const) : ('recorded' as const),
    customer: first.customer,
    day: options.asOf,
    amount,
    currency: first.currency,
    allocated: 0n,
    means: amount === 0n ? ('credit' as const) : ('other' as const),
    history: false,
    withdrawn: false,
    connectionId: options.connection,
    instalment: 1,
  });
  books.addPayment(payment);
  const pieces = changes.map((change) => ({ itemId: change.item.id, amount: change.delta }));
  recordPayment(books, books.payment(payment.id), books.settle(payment.id, pieces, { day: options.asOf }));
}

function taskOf(id: string, change: Change, message: string): Parameters<WorkingBooks['addTask']>[0] {
  const subject = 'item' in change ? change.item : change.payment;
  const number = subject.number ?? subject.id;
  const amounts = 'item' in change ? `${change.item.settled}` : `${change.payment.allocated}`;
  return {
    id,
    kind: 'import-conflict',
    // The same contradiction in the next snapshot is the same task.
    onceKey: `${subject.id} ${amounts} ${message}`,
    message: `${number} of customer ${subject.customer?.code ?? '?'}: ${message}`,
    data: { ...('item' in change ? { itemId: subject.id } : { paymentId: subject.id }), number },
  };
}
