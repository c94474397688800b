import type { Category, Day, Decision } from '@lettrage/domain';
import { applyDecision } from './apply-decisions.js';
import type { BillingStore, DecisionRow, TransactionRow } from './billing-store.js';
import {
  BillingRefusal,
  type AcceptCommand,
  type AcceptProposalsCommand,
  type Actor,
  type DecisionCommand,
  type DecisionOutcome,
  type PayDecision,
  type ProposalOutcome,
  type PutOnAccountCommand,
  type SetAsideCommand,
} from './commands.js';
import { alternativeIn, commandIn, decisionRow, publicDecision, resolvedIn } from './decision-detail.js';
import type { BillingEnvironment } from './event-log.js';
import { transactionFact } from './facts.js';
import { lockDecisions } from './lock-decisions.js';
import { learnFromUndo } from './policies/switch-class.js';
import { refuse, WorkingBooks } from './working-books.js';

/** Version written beside what a person decides. */
const BY_HAND = 'person';

/** Most decisions one transaction applies: it holds its locks no longer than that takes. */
export const LARGEST_BATCH = 100;

/** Applies decisions in their order; each is applied whole, or not at all. */
export async function applyDecisions(
  store: BillingStore,
  environment: BillingEnvironment,
  batch: readonly DecisionCommand[],
): Promise<DecisionOutcome[]> {
  if (batch.length > LARGEST_BATCH)
    throw new RangeError(`at most ${LARGEST_BATCH} decisions at once, not ${batch.length}`);
  if (batch.length === 0) return [];
  const { books, context } = await lockDecisions(store, environment, batch);
  const outcomes = batch.map((command) => applyDecision(books, command, context));
  await books.flush();
  return outcomes;
}

/** Stores decisions that wait for a person; an earlier proposal of the same line is superseded. */
export async function propose(
  store: BillingStore,
  environment: BillingEnvironment,
  batch: readonly DecisionCommand[],
): Promise<ProposalOutcome[]> {
  if (batch.length === 0) return [];
  const transactionIds = batch.map((command) => command.transactionId);
  const books = await WorkingBooks.lock(store, environment, { transactions: transactionIds });
  const live = new Map((await store.liveDecisions(transactionIds)).map((row) => [row.transactionId, row]));
  const outcomes = batch.map((command): ProposalOutcome => {
    const { transactionId } = command;
    const transaction = books.findTransaction(transactionId);
    if (!transaction)
      return { transactionId, outcome: 'refused', code: 'not-found', reason: 'the line is not in this company' };
    if (transaction.state !== 'new' && transaction.state !== 'proposed') {
      return { transactionId, outcome: 'refused', code: 'already-decided', reason: `the line is ${transaction.state}` };
    }
    const before = live.get(transactionId);
    const row = decisionRow(command, { id: environment.newId(), state: 'proposed' });
    // Deciding again what has not changed changes nothing.
    if (before && isSameProposal(before, row)) return { transactionId, outcome: 'proposed', decisionId: before.id };
    if (before) books.closeDecision(before.id, 'superseded');
    live.set(transactionId, row);
    books.addDecision(row);
    books.put({ transaction: { ...transaction, state: 'proposed' } });
    return { transactionId, outcome: 'proposed', decisionId: row.id };
  });
  await books.flush();
  return outcomes;
}

function isSameProposal(before: DecisionRow, row: DecisionRow): boolean {
  const { id: _id, ...now } = row;
  const { id: _was, ...then } = before;
  return isSame(then, now);
}

/** Equal as JSON: JSON of the database forgets the order of keys, and a key without a value is no key. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, at) => isSame(one, b[at]));
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  let keys = 0;
  for (const key in left) {
    if (left[key] === undefined) continue;
    if (!isSame(left[key], right[key])) return false;
    keys++;
  }
  for (const key in right) if (right[key] !== undefined) keys--;
  return keys === 0;
}

/** A person takes the proposal, one of its alternatives, or says it himself. */
export async function accept(
  store: BillingStore,
  environment: BillingEnvironment,
  command: AcceptCommand,
): Promise<DecisionOutcome> {
  const proposal = (await store.liveDecisions([command.transactionId]))[0];
  const chosen = chosenCommand(command, proposal);
  return applyOne(store, environment, command.basedOn ? { ...chosen, basedOn: command.basedOn } : chosen);
}

/** A person takes the proposals of several lines at once, each whole or not at all; at most 100, in their order. */
export async function acceptProposals(
  store: BillingStore,
  environment: BillingEnvironment,
  { transactionIds, by }: AcceptProposalsCommand,
): Promise<DecisionOutcome[]> {
  const live = new Map((await store.liveDecisions(transactionIds)).map((row) => [row.transactionId, row]));
  const outcomes = new Map<string, DecisionOutcome>();
  const commands: DecisionCommand[] = [];
  for (const transactionId of new Set(transactionIds)) {
    try {
      commands.push(chosenCommand({ transactionId, choice: { kind: 'proposal' }, by }, live.get(transactionId)));
    } catch (error) {
      if (!(error instanceof BillingRefusal)) throw error;
      outcomes.set(transactionId, { transactionId, outcome: 'refused', code: error.code, reason: error.message });
    }
  }
  for (const outcome of await applyDecisions(store, environment, commands))
    outcomes.set(outcome.transactionId, outcome);
  return [...new Set(transactionIds)].map((id) => outcomes.get(id)!);
}

function chosenCommand(command: AcceptCommand, proposal: DecisionRow | undefined): DecisionCommand {
  const { choice, by, transactionId } = command;
  if (choice.kind === 'custom') {
    const decision = proposal ? publicDecision(proposal) : byHand(transactionId);
    return { ...choice, kind: 'pay', transactionId, decision, engine: BY_HAND, basedOn: [], by };
  }
  if (!proposal || proposal.state !== 'proposed') return refuse('not-found', 'nothing is proposed for this line');
  if (choice.kind === 'proposal') {
    const stored = commandIn(proposal, by);
    if (stored.kind === 'pay' && stored.allocations.length === 0 && !resolvedIn(proposal).customerId) {
      refuse(
        'nothing-to-do',
        'the proposal names no item and no customer: choose an alternative or say what the line pays',
      );
    }
    return stored;
  }
  const alternative = alternativeIn(proposal, choice.index);
  return {
    ...alternative,
    kind: 'pay',
    transactionId,
    decision: publicDecision(proposal),
    engine: proposal.engine,
    by,
  };
}

/** A person says the line pays no item. */
export async function setAside(
  store: BillingStore,
  environment: BillingEnvironment,
  command: SetAsideCommand,
): Promise<DecisionOutcome> {
  const { transactionId, category, account, split, by } = command;
  const decision: Decision = { ...byHand(transactionId), decision: 'none', category };
  return applyOne(store, environment, {
    kind: 'set-aside',
    transactionId,
    decision,
    engine: BY_HAND,
    basedOn: [],
    by,
    category,
    ...(account ? { account } : {}),
    ...(split ? { split } : {}),
  });
}

/** A person gives all that is left of a line to a customer's account. */
export async function putOnAccount(
  store: BillingStore,
  environment: BillingEnvironment,
  command: PutOnAccountCommand,
): Promise<DecisionOutcome> {
  const { transactionId, customerId, by } = command;
  const onAccount: PayDecision = {
    kind: 'pay',
    transactionId,
    customerId,
    allocations: [],
    decision: byHand(transactionId),
    engine: BY_HAND,
    basedOn: [],
    by,
  };
  return applyOne(store, environment, onAccount);
}

/** A set-aside line goes back to review; its entry is reversed. */
export async function reopen(
  store: BillingStore,
  environment: BillingEnvironment,
  command: Actor & { readonly transactionId: string },
): Promise<void> {
  const books = await WorkingBooks.lock(store, environment, { transactions: [command.transactionId] });
  books.actor = command.by;
  const transaction = books.transaction(command.transactionId);
  if (transaction.state !== 'set-aside') refuse('wrong-kind', `the line is ${transaction.state}, not set aside`);
  const decision = (await store.liveDecisions([transaction.id]))[0];
  const reverses = await store.lastEventOf('transaction.set-aside', { transactionId: transaction.id });
  if (decision) await learnFromUndo(books, [decision]);
  takeBackSetAside(books, transaction, decision, reverses);
  await books.flush();
}

function takeBackSetAside(
  books: WorkingBooks,
  transaction: TransactionRow,
  decision: DecisionRow | undefined,
  reverses: string | undefined,
): void {
  const resolved = decision && resolvedIn(decision);
  const category: Category = resolved?.category ?? 'other';
  if (decision) books.closeDecision(decision.id, 'undone');
  books.put({ transaction: { ...transaction, state: 'proposed', personOnly: true } });
  books.addEvent({
    type: 'transaction.reopened',
    day: books.environment.now().slice(0, 10) as Day,
    ...(reverses ? { reverses } : {}),
    data: {
      transaction: transactionFact(transaction),
      category,
      ...(resolved?.account ? { account: resolved.account } : {}),
      ...(resolved?.split ? { split: resolved.split } : {}),
    },
  });
}

async function applyOne(
  store: BillingStore,
  environment: BillingEnvironment,
  command: DecisionCommand,
): Promise<DecisionOutcome> {
  const [outcome] = await applyDecisions(store, environment, [command]);
  return outcome!;
}

/** What is stored for a decision no engine took. */
function byHand(transactionId: string): Decision {
  return { transaction: transactionId, decision: 'review', rule: 'person', confidence: 1 };
}
