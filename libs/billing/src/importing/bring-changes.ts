import { formatMinor, type OpenItem } from '@lettrage/domain';
import { recordPayment } from '../apply-decisions.js';
import type { ItemRow, PaymentRow, TaskRow } from '../billing-store.js';
import type { ImportFinding } from '../commands.js';
import { itemFact, present } from '../facts.js';
import { WorkingBooks } from '../working-books.js';
import { compareItem, type Comparison } from './compare-item.js';
import { finding, type RowGroup } from './group-rows.js';
import type { Importing } from './import-open-items.js';
import { pairInstalments } from './pair-instalments.js';
import { compareReceipt } from './receipts.js';

/** A row of a snapshot that changes or contradicts what is here: decided under the lock, since the books may move until then. */
export type Change =
  | { readonly item: ItemRow; readonly row: OpenItem; readonly told: Told }
  | { readonly payment: PaymentRow; readonly row: OpenItem };

/** What only the source saw settled. */
interface SettledThere {
  readonly item: ItemRow;
  readonly delta: bigint;
}

type Told = (message: string) => ImportFinding;

/** Compares the rows of one number with the items here; rows without one are handed to `add`. */
export function compareGroup(
  importing: Importing,
  group: RowGroup,
  here: readonly ItemRow[],
  add: (row: OpenItem, instalment: number) => void,
): void {
  const { options, seen, changes } = importing;
  for (const { here: item, row, instalment } of pairInstalments(group.rows, here)) {
    if (!item) {
      add(row, instalment);
      continue;
    }
    seen.add(item.id);
    const told: Told = (message) => ({ customer: group.customerCode, number: group.number, instalment, message });
    const result = compareItem(item, row, options.asOf);
    const differs =
      result.verdict === 'conflict' || ('delta' in result && (result.next !== undefined || result.delta !== 0n));
    if (differs && !options.dryRun) changes.push({ item, row, told });
    else tally(importing, told, item, row, result);
  }
}

function tally({ findings }: Importing, told: Told, here: ItemRow, row: OpenItem, result: Comparison): void {
  if (result.verdict === 'outdated') return findings.count('known');
  if (result.verdict === 'conflict') return findings.add('conflicts', told(result.message));
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
  const settledThere: SettledThere[] = [];
  for (const change of changes) {
    if ('payment' in change) bringReceipt(importing, books, change.payment.id, change.row);
    else settledThere.push(...bringItem(importing, books, change));
  }
  for (const payment of paymentsBehind(settledThere)) recordThere(importing, books, payment);
  await books.flush();
}

function bringItem(
  importing: Importing,
  books: WorkingBooks,
  change: Extract<Change, { item: ItemRow }>,
): SettledThere[] {
  const item = books.item(change.item.id);
  const result = compareItem(item, change.row, importing.options.asOf);
  tally(importing, change.told, item, change.row, result);
  if (result.verdict === 'outdated') return [];
  if (result.verdict === 'conflict') {
    books.addTask(conflictTask(importing, item, item.settled, result.message));
    return [];
  }
  if (result.next) books.put({ item: result.next });
  if (result.next && result.changes) {
    const data = { item: itemFact(result.next), ...result.changes };
    books.addEvent({ type: 'item.changed', day: importing.options.asOf, data });
  }
  return result.delta === 0n ? [] : [{ item, delta: result.delta }];
}

function bringReceipt(importing: Importing, books: WorkingBooks, paymentId: string, row: OpenItem): void {
  const payment = books.payment(paymentId);
  const { next, conflict } = compareReceipt(payment, row, importing.options.asOf);
  tallyReceipt(importing, row, conflict);
  if (conflict) books.addTask(conflictTask(importing, payment, payment.allocated, conflict));
  else if (next) books.put({ payment: next });
}

/** Counts a known receipt, or lists it where it contradicts the credit here. */
export function tallyReceipt({ findings }: Importing, row: OpenItem, conflict: string | undefined): void {
  if (conflict) findings.add('conflicts', finding(row, conflict));
  else findings.count('known');
}

/**
 * The payments that explain what only the source saw settled: one for each item, so that the bank line of each finds its
 * own; one for all of a customer's where a credit note is among them, since it was set off.
 */
function paymentsBehind(changes: readonly SettledThere[]): SettledThere[][] {
  const byCustomer = new Map<string, SettledThere[]>();
  for (const change of changes) {
    const key = `${change.item.customer.id} ${change.item.currency}`;
    byCustomer.set(key, [...(byCustomer.get(key) ?? []), change]);
  }
  return [...byCustomer.values()].flatMap((group) =>
    group.some((change) => change.delta < 0n) ? [group] : group.map((change) => [change]),
  );
}

function recordThere({ environment, options }: Importing, books: WorkingBooks, changes: readonly SettledThere[]): void {
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

function conflictTask(
  { environment }: Importing,
  subject: ItemRow | PaymentRow,
  used: bigint,
  message: string,
): TaskRow {
  const number = subject.number ?? subject.id;
  return {
    id: environment.newId(),
    kind: 'import-conflict',
    // The same contradiction in the next snapshot is the same task.
    onceKey: `${subject.id} ${used} ${message}`,
    message: `${number} of customer ${subject.customer?.code ?? '?'}: ${message}`,
    data: { ...('total' in subject ? { itemId: subject.id } : { paymentId: subject.id }), number },
  };
}
