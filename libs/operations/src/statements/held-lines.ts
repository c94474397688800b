import { InputError } from '@lettrage/domain';
import { isUuid, TaskStore, type CompanyTransaction } from '@lettrage/persistence';
import { requestReconcile } from '../reconcile/request-reconcile.js';

/** What became of a held line. */
export interface HeldLineOutcome {
  readonly id: string;
  /** `history`: the same money as another line, never matched or booked. `new`: a line of its own, to be matched. */
  readonly state: 'history' | 'new';
}

/**
 * A person says whether a held line (a suspected double of another channel) is the same money as the line it resembles.
 * The same: it stays out of the books for good, as history. Different: it is a line of its own and will be matched. Who
 * said so is kept as a closed task.
 *
 * @throws InputError `not-found`; `not-held` where the line does not wait for this answer
 */
export async function decideHeldLine(
  tx: CompanyTransaction,
  line: { readonly id: string; readonly same: boolean; readonly by: string },
): Promise<HeldLineOutcome> {
  const [found] = isUuid(line.id)
    ? await tx.query<{ state: string }>(
        `select state from books.bank_transaction where company_id = $1 and id = $2 for update`,
        [tx.companyId, line.id],
      )
    : [];
  if (!found) throw new InputError('not-found', 'This line does not exist, or not in a company you may see.');
  if (found.state !== 'held') throw new InputError('not-held', 'This line is not held as a suspected double.');
  const state = line.same ? 'history' : 'new';
  await tx.execute(`update books.bank_transaction set state = $3 where company_id = $1 and id = $2`, [
    tx.companyId,
    line.id,
    state,
  ]);
  const tasks = new TaskStore(tx);
  const message = line.same ? 'The held line is the same money as another.' : 'The held line is money of its own.';
  const task = await tasks.add({
    kind: 'held-line',
    onceKey: line.id,
    message,
    data: { transactionId: line.id, same: line.same },
  });
  if (task !== undefined) await tasks.close(task, 'done', line.by);
  if (!line.same) await requestReconcile(tx);
  return { id: line.id, state };
}
