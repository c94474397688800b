import type { DecisionOutcome } from '@lettrage/billing';
import {
  ReviewQueries,
  TransactionQueries,
  type QueueFilter,
  type QueueGroup,
  type TransactionView,
} from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestProjections } from '../reconcile/request-reconcile.js';

/** The next line a person is asked about. */
export interface NextLine {
  /** Absent: nothing waits. */
  readonly line?: TransactionView;
  /** Lines that wait, this one included. */
  readonly waiting: number;
}

/** What became of the proposals of a group that were accepted at once. */
export interface GroupAccepted {
  readonly accepted: number;
  /** Not posted, with the reason: they wait on. */
  readonly refused: readonly { readonly transactionId: string; readonly reason: string }[];
  /** Proposals of the group that wait still, those refused left out. */
  readonly left: number;
}

/** Proposals accepted in one transaction, unless fewer are asked for: few enough to answer at once. */
export const ACCEPTED_AT_ONCE = 25;

/** The oldest line that waits, after the one given: with its proposal, evidence and alternatives. */
export async function nextToDecide(
  context: OperationsContext,
  companyId: string,
  filter: QueueFilter & { readonly after?: string } = {},
): Promise<NextLine> {
  return context.database.withCompany(
    companyId,
    async (tx) => {
      const queries = new ReviewQueries(tx);
      const id = await queries.next(filter);
      const waiting = await queries.waiting();
      const line = id === undefined ? undefined : await new TransactionQueries(tx).get(id);
      return { ...(line === undefined ? {} : { line }), waiting };
    },
    { readOnly: true },
  );
}

/** Proven proposals that wait only because their class may not post, in groups a person can accept at once. */
export async function listQueueGroups(context: OperationsContext, companyId: string): Promise<QueueGroup[]> {
  return context.database.withCompany(companyId, (tx) => new ReviewQueries(tx).groups(), { readOnly: true });
}

/**
 * A person accepts what is proposed for the lines of a group, or for lines named; each whole or not at all. Only what the
 * engine had proven is in a group: what it merely suggests is looked at line by line.
 */
export async function acceptGroup(
  context: OperationsContext,
  companyId: string,
  what: (QueueFilter & { readonly ruleClass: string }) | { readonly transactionIds: readonly string[] },
  { by, limit = ACCEPTED_AT_ONCE }: { readonly by: string; readonly limit?: number },
): Promise<GroupAccepted> {
  return context.database.withCompany(companyId, async (tx) => {
    const queries = new ReviewQueries(tx);
    const ids = 'transactionIds' in what ? what.transactionIds : await queries.inGroup(what, limit);
    const outcomes: DecisionOutcome[] =
      ids.length === 0 ? [] : await billingOf(context, tx).acceptProposals({ transactionIds: ids, by });
    const refused = outcomes.flatMap((outcome) =>
      outcome.outcome === 'applied' ? [] : [{ transactionId: outcome.transactionId, reason: outcome.reason }],
    );
    const accepted = outcomes.length - refused.length;
    if (accepted > 0) await requestProjections(tx);
    const left = 'transactionIds' in what ? 0 : (await queries.countInGroup(what)) - refused.length;
    return { accepted, refused, left: Math.max(0, left) };
  });
}
