import { InputError, parseDay, parseMinor, type Day } from '@lettrage/domain';
import { isUuid, type CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestProjections } from '../reconcile/request-reconcile.js';
import { projectJournal } from './project-journal.js';

/**
 * What a person says of a claim, or of money that came in another way than a plain transfer. Items are named by number or
 * id, bank lines by id or reference, payments by id, by their id elsewhere or by their bank line; amounts are positive
 * decimal strings.
 */
export type ClaimAction =
  | { readonly kind: 'write-off'; readonly item: string; readonly amount?: string }
  | { readonly kind: 'doubtful'; readonly item: string; readonly allowance?: string; readonly reason?: string }
  | { readonly kind: 'expected-again'; readonly item: string; readonly reason?: string }
  | {
      readonly kind: 'late-charges';
      readonly payment: string;
      readonly lateInterest?: string;
      readonly indemnity?: string;
    }
  | { readonly kind: 'take-back'; readonly uses: readonly string[] }
  | { readonly kind: 'refund'; readonly line: string; readonly payment: string }
  | {
      readonly kind: 'payout';
      readonly line: string;
      readonly provider: string;
      readonly reference: string;
      readonly payments: readonly string[];
      readonly fee: string;
      readonly feeVat?: string;
    };

/** What became of it: ids of what was written, by which it can be taken back. */
export interface ClaimOutcome {
  readonly outcome: 'booked' | 'known';
  readonly allocationIds?: readonly string[];
  readonly useIds?: readonly string[];
  readonly paymentId?: string;
}

/** Does it, and books it. `day` is the day it counts for where no bank line says; default today. */
export async function actOnClaims(
  context: OperationsContext,
  companyId: string,
  action: ClaimAction,
  who: { readonly by: string; readonly day?: Day },
): Promise<ClaimOutcome> {
  const actor = { by: who.by, day: who.day ?? parseDay(context.now().toISOString().slice(0, 10)) };
  const outcome = await context.database.withCompany(companyId, async (tx) => {
    const done = await act(context, tx, action, actor);
    await requestProjections(tx);
    return done;
  });
  await projectJournal(context, companyId);
  return outcome;
}

async function act(
  context: OperationsContext,
  tx: CompanyTransaction,
  action: ClaimAction,
  actor: { readonly by: string; readonly day: Day },
): Promise<ClaimOutcome> {
  const billing = billingOf(context, tx);
  switch (action.kind) {
    case 'write-off': {
      const { id, currency } = await itemNamed(tx, action.item);
      const amount = action.amount === undefined ? {} : { amount: money(action.amount, currency, 'amount') };
      return { outcome: 'booked', ...(await billing.writeOff({ itemId: id, ...amount, ...actor })) };
    }
    case 'doubtful':
    case 'expected-again': {
      const { id, currency } = await itemNamed(tx, action.item);
      const allowance =
        action.kind === 'doubtful' && action.allowance !== undefined
          ? { allowance: money(action.allowance, currency, 'allowance') }
          : {};
      const reason = action.reason === undefined ? {} : { reason: action.reason };
      const doubtful = action.kind === 'doubtful';
      await billing.markDoubtful({ itemId: id, doubtful, ...allowance, ...reason, ...actor });
      return { outcome: 'booked' };
    }
    case 'late-charges': {
      const { id, currency } = await paymentNamed(tx, action.payment);
      const { lateInterest, indemnity } = action;
      const amounts = {
        ...(lateInterest === undefined ? {} : { lateInterest: money(lateInterest, currency, 'lateInterest') }),
        ...(indemnity === undefined ? {} : { indemnity: money(indemnity, currency, 'indemnity') }),
      };
      return { outcome: 'booked', ...(await billing.chargeCredit({ paymentId: id, ...amounts, ...actor })) };
    }
    case 'take-back': {
      const wrong = action.uses.find((id) => !isUuid(id));
      if (wrong !== undefined) throw new InputError('not-found', `"${wrong}" is no id of a use.`);
      return { outcome: 'booked', ...(await billing.takeBackUses({ useIds: action.uses, ...actor })) };
    }
    case 'refund': {
      const [line, payment] = [await lineNamed(tx, action.line), await paymentNamed(tx, action.payment)];
      return {
        outcome: 'booked',
        ...(await billing.refund({ transactionId: line.id, paymentId: payment.id, by: actor.by })),
      };
    }
    case 'payout': {
      const { id, currency } = await lineNamed(tx, action.line);
      const paymentIds: string[] = [];
      for (const name of action.payments) paymentIds.push((await paymentNamed(tx, name)).id);
      const fee = money(action.fee, currency, 'fee');
      const feeVat = money(action.feeVat ?? '0', currency, 'feeVat');
      const { provider, reference } = action;
      const payout = { transactionId: id, provider, reference, paymentIds, fee, feeVat, by: actor.by };
      const { outcome } = await billing.confirmPayout(payout);
      return { outcome: outcome === 'known' ? 'known' : 'booked' };
    }
  }
}

interface Named {
  readonly id: string;
  readonly currency: string;
}

function itemNamed(tx: CompanyTransaction, name: string): Promise<Named> {
  return one(
    tx,
    'item',
    name,
    'select id, currency from books.item where company_id = $1 and (number = $2 or id = $3::uuid)',
  );
}

function lineNamed(tx: CompanyTransaction, name: string): Promise<Named> {
  const sql = 'select id, currency from books.bank_transaction where company_id = $1 and (ref = $2 or id = $3::uuid)';
  return one(tx, 'bank line', name, sql);
}

function paymentNamed(tx: CompanyTransaction, name: string): Promise<Named> {
  const sql = `select p.id, p.currency from books.payment p
    left join books.bank_transaction t on t.company_id = p.company_id and t.id = p.transaction_id
    where p.company_id = $1 and not p.withdrawn and (p.external_id = $2 or t.ref = $2 or p.id = $3::uuid or p.transaction_id = $3::uuid)`;
  return one(tx, 'payment', name, sql);
}

async function one(tx: CompanyTransaction, what: string, name: string, sql: string): Promise<Named> {
  const rows = await tx.query<Named>(`${sql} limit 2`, [tx.companyId, name, isUuid(name) ? name : null]);
  if (rows.length === 1) return rows[0]!;
  if (rows.length === 0) throw new InputError('not-found', `There is no ${what} "${name}" in these books.`);
  throw new InputError('ambiguous', `More than one ${what} is called "${name}": name it by its id.`);
}

function money(text: string, currency: string, field: string): bigint {
  try {
    const minor = parseMinor(text, currency);
    if (minor >= 0n) return minor;
  } catch {
    // Said below, with the field.
  }
  throw new InputError('amount', `${field}: "${text}" is no positive amount in ${currency}, such as 12.50.`);
}
