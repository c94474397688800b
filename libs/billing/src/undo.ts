import { formatMinor } from '@lettrage/domain';
import { negative } from './apply-decisions.js';
import type { AllocationRow, BillingStore, DecisionRow } from './billing-store.js';
import type { UndoCommand, UndoOutcome } from './commands.js';
import type { BillingEnvironment } from './event-log.js';
import { paymentFact } from './facts.js';
import { restOf } from './item-state.js';
import { learnFromUndo } from './policies/switch-class.js';
import { reopen } from './review.js';
import { refuse, WorkingBooks, type Piece } from './working-books.js';

/**
 * Takes allocations back: for each a negative row dated today, and nothing else. The payment keeps its money on account,
 * its line returns to review and no rule decides it again without a person.
 */
export async function undo(
  store: BillingStore,
  environment: BillingEnvironment,
  command: UndoCommand,
): Promise<UndoOutcome> {
  const decision = command.decisionId ? await store.decision(command.decisionId) : undefined;
  if (command.decisionId && !decision)
    refuse('not-found', `decision ${command.decisionId} is not in this company's books`);
  if (decision && decision.state !== 'applied')
    refuse('already-undone', `the decision is ${decision.state}, not applied`);
  if (decision?.rule === 'payout')
    refuse('not-undoable', 'the line is the payout of a provider: take the payout back (lettrage payout take-back)');
  if (decision?.decision === 'none' && (await isSetAside(store, decision))) {
    await reopen(store, environment, { transactionId: decision.transactionId, by: command.by });
    return { outcome: 'undone', allocationIds: [], transactionIds: [decision.transactionId], itemIds: [] };
  }
  const wanted = await wantedAllocations(store, command);
  const books = await WorkingBooks.lock(store, environment, {
    transactions: await linesBehind(store, wanted, decision),
    payments: wanted.map((row) => row.paymentId),
    items: wanted.map((row) => row.itemId),
  });
  books.actor = command.by;
  if (decision) await refuseReturned(store, decision);
  // Read again under the locks: another undo may have been quicker.
  const rows = await undoable(store, wanted);
  const events = await store.eventsOfAllocations(rows.map((row) => row.id));
  const allocationIds = bySource(rows, events).flatMap((group) => takeBack(books, group, command));
  const transactionIds = await backToReview(store, books, rows, decision);
  await books.flush();
  return { outcome: 'undone', allocationIds, transactionIds, itemIds: [...new Set(rows.map((row) => row.itemId))] };
}

async function wantedAllocations(store: BillingStore, command: UndoCommand): Promise<AllocationRow[]> {
  if (command.decisionId) {
    const rows = await store.allocations({ decisionId: command.decisionId });
    return rows.filter((row) => !row.undoneBy);
  }
  const ids = [...new Set(command.allocationIds ?? [])];
  if (ids.length === 0) refuse('nothing-to-do', 'name the allocations or the decision to take back');
  const rows = await store.allocations({ ids });
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing) refuse('not-found', `allocation ${missing} is not in this company's books`);
  return rows;
}

/** Money that was given back is not taken back again: the return would stand on a payment that pays nothing any more. */
async function refuseReturned(store: BillingStore, decision: DecisionRow): Promise<void> {
  const rows = await store.allocations({ decisionId: decision.id });
  const takers = rows.flatMap((row) => row.undoneBy ?? []);
  const paymentOf = new Map(
    takers.length === 0 ? [] : (await store.allocations({ ids: takers })).map((row) => [row.id, row.paymentId]),
  );
  if (rows.some((row) => row.undoneBy !== undefined && paymentOf.get(row.undoneBy) !== row.paymentId))
    refuse('not-undoable', 'a later line returned the payment: take that line’s decision back first');
}

async function undoable(store: BillingStore, wanted: readonly AllocationRow[]): Promise<AllocationRow[]> {
  const rows = wanted.length > 0 ? await store.allocations({ ids: wanted.map((row) => row.id) }) : [];
  const returned = await paymentsThatReturn(store, rows);
  for (const row of rows) {
    if (row.undoneBy) refuse('already-undone', `allocation ${row.id} was already taken back`);
    if (row.undoes && !returned.has(row.paymentId)) {
      refuse('not-undoable', `allocation ${row.id} is itself an undo: allocate the payment again instead`);
    }
  }
  return rows;
}

/** A returned payment's rows carry `undoes` too, and they may be taken back when the return was an error. */
async function paymentsThatReturn(store: BillingStore, rows: readonly AllocationRow[]): Promise<Set<string>> {
  const ids = [...new Set(rows.filter((row) => row.undoes).map((row) => row.paymentId))];
  if (ids.length === 0) return new Set();
  const originals = await store.allocations({ ids: rows.flatMap((row) => (row.undoes ? [row.undoes] : [])) });
  const ownerOf = new Map(originals.map((row) => [row.id, row.paymentId]));
  return new Set(
    rows.filter((row) => row.undoes && ownerOf.get(row.undoes) !== row.paymentId).map((row) => row.paymentId),
  );
}

interface Group {
  readonly paymentId: string;
  readonly reverses: string | undefined;
  readonly rows: AllocationRow[];
}

/** One event per payment and event it reverses. */
function bySource(rows: readonly AllocationRow[], events: ReadonlyMap<string, string>): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const reverses = events.get(row.id);
    const key = `${row.paymentId} ${reverses}`;
    const group = groups.get(key) ?? { paymentId: row.paymentId, reverses, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function takeBack(books: WorkingBooks, group: Group, command: UndoCommand): string[] {
  const before = books.payment(group.paymentId);
  const pieces: Piece[] = group.rows.map((row) => negative(row));
  const { facts, rows } = books.settle(group.paymentId, pieces, { day: command.day });
  const after = books.payment(group.paymentId);
  books.addEvent(
    {
      type: 'allocation.undone',
      day: command.day,
      ...(group.reverses ? { reverses: group.reverses } : {}),
      data: {
        payment: paymentFact(after),
        allocations: facts,
        onAccountBefore: formatMinor(restOf(before), before.currency),
        onAccountAfter: formatMinor(restOf(after), after.currency),
        ...(command.reason ? { reason: command.reason } : {}),
      },
    },
    rows,
  );
  return rows.map((row) => row.id);
}

/** Bank lines whose decision is taken back; known before the locks, since allocations and their decisions never change. */
async function linesBehind(
  store: BillingStore,
  rows: readonly AllocationRow[],
  decision: DecisionRow | undefined,
): Promise<string[]> {
  if (decision) return [decision.transactionId];
  // What a decision allocated, also from credit, goes back to that decision's line; what a person used of a credit, to its own.
  const paymentIds = [...new Set(rows.flatMap((row) => (row.decisionId ? [] : [row.paymentId])))];
  const entered = paymentIds.length > 0 ? await store.transactionsOfPayments(paymentIds) : [];
  const decided = await Promise.all(
    [...new Set(rows.flatMap((row) => row.decisionId ?? []))].map((id) => store.decision(id)),
  );
  return [...entered.map((row) => row.transactionId), ...decided.flatMap((row) => (row ? [row.transactionId] : []))];
}

async function backToReview(
  store: BillingStore,
  books: WorkingBooks,
  rows: readonly AllocationRow[],
  decision: DecisionRow | undefined,
): Promise<string[]> {
  const ids = [...new Set(await linesBehind(store, rows, decision))];
  const live = await store.liveDecisions(ids);
  await learnFromUndo(books, live);
  for (const row of live) books.closeDecision(row.id, 'undone');
  for (const id of ids) {
    const transaction = books.transaction(id);
    if (transaction.state === 'matched')
      books.put({ transaction: { ...transaction, state: 'proposed', personOnly: true } });
  }
  return ids;
}

async function isSetAside(store: BillingStore, decision: DecisionRow): Promise<boolean> {
  const [transaction] = await store.lockTransactions([decision.transactionId]);
  return transaction?.state === 'set-aside';
}
