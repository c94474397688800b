import { InputError } from '@lettrage/domain';
import { HeldLineStore, TaskStore, type CompanyTransaction, type HeldLine } from '@lettrage/persistence';
import { requestReconcile } from '../reconcile/request-reconcile.js';

/** What became of a held line. */
export interface HeldLineOutcome {
  readonly id: string;
  /**
   * `history`: the same money as another line, never matched or booked. `new`: a line of its own, to be matched. `held`:
   * waits again.
   */
  readonly state: 'history' | 'new' | 'held';
}

/** Lines that wait for somebody to say whether they are the same money as another, with what they resemble. */
export function heldLines(
  tx: CompanyTransaction,
  options: { readonly after?: string; readonly limit: number },
): Promise<HeldLine[]> {
  return new HeldLineStore(tx).list(options);
}

/**
 * A person says whether a held line (a suspected double of another channel) is the same money as the line it resembles.
 * The same: it stays out of the books for good, as history. Different: it is a line of its own and will be matched. Who
 * said so is kept, and can be taken back.
 *
 * @throws InputError `not-found`; `not-held` where the line does not wait for this answer
 */
export async function decideHeldLine(
  tx: CompanyTransaction,
  line: { readonly id: string; readonly same: boolean; readonly by: string },
): Promise<HeldLineOutcome> {
  const store = new HeldLineStore(tx);
  const found = await store.lock(line.id);
  if (!found) throw new InputError('not-found', 'This line does not exist, or not in a company you may see.');
  if (found.state !== 'held') throw new InputError('not-held', 'This line is not held as a suspected double.');
  await store.answer(line.id, line.same ? 'same' : 'different', line.by);
  await noteAnswer(tx, line);
  if (!line.same) await requestReconcile(tx);
  return { id: line.id, state: line.same ? 'history' : 'new' };
}

async function noteAnswer(tx: CompanyTransaction, line: { id: string; same: boolean; by: string }): Promise<void> {
  const tasks = new TaskStore(tx);
  const message = line.same ? 'The held line is the same money as another.' : 'The held line is money of its own.';
  const data = { transactionId: line.id, same: line.same };
  const task = await tasks.add({ kind: 'held-line', onceKey: line.id, message, data });
  if (task !== undefined) await tasks.close(task, 'done', line.by);
}

/**
 * Takes the answer on a line back: it is held again.
 *
 * @throws InputError `not-found`; `not-answered`; `decided` where the line has been matched or set aside since
 */
export async function reopenHeldLine(tx: CompanyTransaction, id: string): Promise<HeldLineOutcome> {
  const store = new HeldLineStore(tx);
  const found = await store.lock(id);
  if (!found) throw new InputError('not-found', 'This line does not exist, or not in a company you may see.');
  if (found.answer === null)
    throw new InputError('not-answered', 'Nobody has said yet whether this line is the same money as another.');
  if (found.state === 'matched' || found.state === 'set-aside')
    throw new InputError('decided', 'This line has been decided since: undo that first.');
  await store.takeBack(id);
  return { id, state: 'held' };
}
