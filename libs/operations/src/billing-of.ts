import { randomBytes } from 'node:crypto';
import { Billing } from '@lettrage/billing';
import { newId, SqlBillingStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from './context.js';

/** Billing inside one company transaction. */
export function billingOf(context: OperationsContext, tx: CompanyTransaction): Billing {
  return new Billing(new SqlBillingStore(tx), {
    newId,
    now: () => context.now().toISOString(),
    eventKey: context.eventKey,
    newSalt: () => randomBytes(16).toString('base64url'),
  });
}
