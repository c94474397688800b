import { formatMinor, type Day } from '@lettrage/domain';
import type { AllocationRow, ItemRow, PaymentRow } from '../billing-store.js';
import { itemRecorded } from '../documents.js';
import { EventLog, type EventDraft } from '../event-log.js';
import { itemFact, paymentFact } from '../facts.js';
import { itemState, openOf } from '../item-state.js';
import type { Importing } from './import-open-items.js';

/** Items whose events are built and chained at once: 300,000 of them are never in memory together. */
const CHUNK = 2_000;

/** What was settled before the books began here, as one payment of the item's own: total − open. */
export function openingSettlement(item: ItemRow, id: string, asOf: Day): PaymentRow {
  return {
    id,
    kind: 'opening',
    customer: item.customer,
    day: asOf < item.issueDate ? item.issueDate : asOf,
    amount: item.settled,
    currency: item.currency,
    allocated: item.settled,
    means: 'other',
    history: item.history,
    withdrawn: false,
    instalment: 1,
  };
}

/** Appends the events of the new items and receipts, and the allocations of their opening settlements. */
export async function recordNewItems(importing: Importing): Promise<void> {
  const { store, environment, newItems, newReceipts } = importing;
  if (newItems.length + newReceipts.length === 0) return;
  const log = await EventLog.open(store, environment);
  for (let start = 0; start < newItems.length; start += CHUNK) {
    const drafts: EventDraft[] = [];
    const allocations: { at: number; row: Omit<AllocationRow, 'eventPosition'> }[] = [];
    for (const { item, opening } of newItems.slice(start, start + CHUNK)) {
      drafts.push(itemRecorded({ ...item, settled: 0n }));
      if (!opening) continue;
      const id = environment.newId();
      allocations.push({ at: drafts.length, row: openingAllocation(id, item, opening) });
      drafts.push(openingRecorded(id, item, opening));
    }
    const positions = await log.append(drafts);
    const rows = allocations.map(({ at, row }) => ({ ...row, eventPosition: positions[at]! }));
    if (rows.length > 0) await store.insertAllocations(rows);
  }
  for (let start = 0; start < newReceipts.length; start += CHUNK) {
    await log.append(newReceipts.slice(start, start + CHUNK).map(receiptRecorded));
  }
  await log.close();
}

function openingAllocation(id: string, item: ItemRow, opening: PaymentRow): Omit<AllocationRow, 'eventPosition'> {
  return { id, paymentId: opening.id, itemId: item.id, amount: item.settled, adjustment: 0n, day: opening.day };
}

function openingRecorded(allocationId: string, item: ItemRow, opening: PaymentRow): EventDraft {
  const amount = (minor: bigint): string => formatMinor(minor, item.currency);
  return {
    type: 'payment.recorded',
    day: opening.day,
    data: {
      payment: paymentFact(opening),
      allocations: [
        {
          id: allocationId,
          item: itemFact(item),
          amount: amount(item.settled),
          openBefore: amount(item.total),
          openAfter: amount(openOf(item)),
          stateBefore: 'issued',
          stateAfter: itemState(item),
        },
      ],
      onAccount: amount(0n),
      history: opening.history,
    },
  };
}

function receiptRecorded(payment: PaymentRow): EventDraft {
  return {
    type: 'payment.recorded',
    day: payment.day,
    data: {
      payment: paymentFact(payment),
      allocations: [],
      onAccount: formatMinor(payment.amount, payment.currency),
      history: payment.history,
    },
  };
}
