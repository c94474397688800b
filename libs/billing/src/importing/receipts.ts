import { formatMinor, type Day, type OpenItem } from '@lettrage/domain';
import type { CustomerRow, PaymentRow } from '../billing-store.js';
import { present } from '../facts.js';
import { restOf } from '../item-state.js';

/**
 * A receipt that is not used yet becomes a payment with all of it on account. Dated before the cut-over day it is part
 * of the opening; later ones are `recorded`: the bank line that follows confirms them.
 */
export function newReceipt(
  row: OpenItem,
  what: {
    readonly id: string;
    readonly customer: CustomerRow;
    readonly asOf: Day;
    readonly cutOverDay: Day;
    readonly connectionId: string | undefined;
  },
): PaymentRow {
  return present({
    id: what.id,
    kind: row.issueDate < what.cutOverDay ? ('opening' as const) : ('recorded' as const),
    customer: what.customer,
    day: row.issueDate,
    amount: -row.open,
    currency: row.currency,
    allocated: 0n,
    means: 'other' as const,
    history: row.open === 0n,
    withdrawn: false,
    connectionId: what.connectionId,
    externalId: row.externalId,
    number: row.number,
    instalment: 1,
    sourceOpen: row.open,
    sourceAsOf: what.asOf,
  });
}

/** Compares a receipt of a snapshot with the credit here; the same three amounts decide as for items. */
export function compareReceipt(here: PaymentRow, there: OpenItem, asOf: Day): { conflict?: string; next?: PaymentRow } {
  if (here.sourceAsOf !== undefined && asOf < here.sourceAsOf) return {};
  const openHere = -restOf(here);
  const lastTime = here.sourceOpen ?? -here.amount;
  const next = here.sourceOpen === there.open ? undefined : { ...here, sourceOpen: there.open, sourceAsOf: asOf };
  if (here.currency !== there.currency)
    return { conflict: `its currency is ${here.currency} here and ${there.currency} at the source` };
  if (there.open === openHere || there.open === lastTime) return present({ next });
  const [now, ours] = [there.open, openHere].map((minor) => formatMinor(minor, here.currency));
  return {
    conflict: `the credit is ${now} at the source and ${ours} here (${here.currency}): use it here for the same items, or correct it there`,
  };
}
