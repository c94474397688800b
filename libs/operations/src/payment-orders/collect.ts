import { formatMinor, type Day } from '@lettrage/domain';
import { bankingDayFrom, type Mandate } from '@lettrage/payment-orders';
import { MandateStore, PaymentOrderStore, type MandateRow } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import {
  makeOrder,
  type MadeOrder,
  type OrderRequest,
  type PlanItems,
  type PlannedPayment,
  type Skipped,
} from './make-order.js';

/**
 * Makes a direct-debit file (pain.008) of open invoices of customers with a mandate: one payment an invoice, under the
 * invoice's number, so that what comes, or comes back, is matched by it.
 *
 * @throws InputError as `makeOrder`
 */
export async function collect(
  context: OperationsContext,
  companyId: string,
  request: Omit<OrderRequest, 'kind'>,
): Promise<MadeOrder> {
  return makeOrder(context, companyId, { ...request, kind: 'collection' }, planCollection);
}

/**
 * Makes a transfer file (pain.001) that pays open credit notes back to their customers' accounts.
 *
 * @throws InputError as `makeOrder`
 */
export async function refund(
  context: OperationsContext,
  companyId: string,
  request: Omit<OrderRequest, 'kind'>,
): Promise<MadeOrder> {
  return makeOrder(context, companyId, { ...request, kind: 'refund' }, planRefund);
}

const planCollection: PlanItems = async (tx, items, { earliest, asked }) => {
  const mandates = await new MandateStore(tx).list([...new Set(items.map(({ customerId }) => customerId))]);
  const payments: PlannedPayment[] = [];
  const skipped: Skipped[] = [];
  const collected = new Set(
    mandates.filter(({ lastCollectedOn }) => lastCollectedOn !== undefined).map(({ id }) => id),
  );
  const amended = new Set<string>();
  const dated = items.map((item) => ({ item, day: asked ?? bankingDayFrom(later(item.dueDate, earliest)) }));
  for (const { item, day } of dated.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const own = mandates.filter(({ customerId }) => customerId === item.customerId);
    const mandate = own.findLast((each) => isUsable(each, day, collected));
    if (!mandate) {
      skipped.push({ item, why: whyNot(own, item.customer, day) });
      continue;
    }
    const amendment = amended.has(mandate.id) ? undefined : amendmentOf(mandate);
    payments.push({
      item,
      amount: item.total - item.settled,
      mandateId: mandate.id,
      payment: {
        counterparty: { name: mandate.debtor, iban: mandate.iban, ...(mandate.bic ? { bic: mandate.bic } : {}) },
        amount: formatMinor(item.total - item.settled, 'EUR'),
        date: day,
        invoices: [{ number: item.number, amount: formatMinor(item.total - item.settled, 'EUR') }],
        mandate: {
          id: mandate.reference,
          signedOn: mandate.signedOn,
          scheme: mandate.scheme,
          sequence: mandate.kind === 'one-off' ? 'OOFF' : collected.has(mandate.id) ? 'RCUR' : 'FRST',
          ...(mandate.lastCollectedOn ? { lastCollectedOn: mandate.lastCollectedOn } : {}),
          ...(amendment ? { amendment } : {}),
        },
      },
    });
    collected.add(mandate.id);
    amended.add(mandate.id);
  }
  return { payments, skipped };
};

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function isUsable(mandate: MandateRow, day: Day, collected: ReadonlySet<string>): boolean {
  if (mandate.revokedOn !== undefined && mandate.revokedOn <= day) return false;
  return mandate.kind === 'recurrent' || !collected.has(mandate.id);
}

function whyNot(own: readonly MandateRow[], customer: string, day: Day): string {
  const last = own.at(-1);
  if (!last) return `${customer} has no mandate`;
  if (last.revokedOn !== undefined && last.revokedOn <= day)
    return `the mandate ${last.reference} was revoked on ${last.revokedOn}`;
  return `the mandate ${last.reference} was for one collection, which is made`;
}

function amendmentOf({ originalReference, originalIban }: MandateRow): Mandate['amendment'] {
  if (originalReference === undefined && originalIban === undefined) return undefined;
  return {
    ...(originalReference === undefined ? {} : { originalId: originalReference }),
    ...(originalIban === undefined ? {} : { originalIban }),
  };
}

const planRefund: PlanItems = async (tx, items, { earliest, asked }) => {
  const ids = [...new Set(items.map(({ customerId }) => customerId))];
  const ibans = await new PaymentOrderStore(tx).ibansOf(ids);
  const mandates = await new MandateStore(tx).list(ids);
  const payments: PlannedPayment[] = [];
  const skipped: Skipped[] = [];
  for (const item of items) {
    const known = ibans.get(item.customerId) ?? [];
    const mandate = mandates.findLast(({ customerId }) => customerId === item.customerId);
    const iban = known.length === 1 ? known[0] : (mandate?.iban ?? undefined);
    if (iban === undefined) {
      const why =
        known.length === 0
          ? `no account of ${item.customer} is known`
          : `${item.customer} has ${known.length} accounts`;
      skipped.push({ item, why });
      continue;
    }
    const amount = item.settled - item.total;
    const text = formatMinor(amount, 'EUR');
    payments.push({
      item,
      amount,
      payment: {
        counterparty: { name: item.customerName, iban },
        amount: text,
        date: asked ?? earliest,
        invoices: [{ number: item.number, amount: text }],
      },
    });
  }
  return { payments, skipped };
};
