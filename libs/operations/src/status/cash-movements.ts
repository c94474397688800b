import {
  formatMinor,
  parseMinor,
  type AllocationFact,
  type BillingEvent,
  type Day,
  type PaymentFact,
} from '@lettrage/domain';

/** Cash that came in for an invoice, or went back, by one billing event. */
export interface CashMovement {
  readonly number: string;
  readonly day: Day;
  /** In the currency of the invoice, with fees the bank kept; signed. Minor units and the decimal string. */
  readonly minor: bigint;
  readonly amount: string;
  readonly currency: string;
  /** Why money went back. */
  readonly reason?: string;
  readonly eventId: string;
  readonly eventPosition: number;
  /** The event it takes back. */
  readonly reverses?: string;
}

/** What the payer gave up nothing by: it counts as cash, as it does for VAT. */
const COUNTS_AS_CASH = new Set(['bank-fee', 'rounding', 'exchange']);

/**
 * The cash of a billing event by invoice number: allocated money and fees kept back, without discount, write-off and
 * credit left on account. Nothing for history, opening settlements and items set off against each other without money.
 */
export function cashMovementsOf(event: BillingEvent): CashMovement[] {
  switch (event.type) {
    case 'payment.recorded':
      return event.data.history ? [] : movements(event, event.data.payment, event.data.allocations);
    case 'payment.allocated':
    case 'allocation.undone':
      return movements(event, event.data.payment, event.data.allocations);
    default:
      return [];
  }
}

function movements(event: BillingEvent, payment: PaymentFact, allocations: readonly AllocationFact[]): CashMovement[] {
  if (payment.kind === 'opening' || payment.kind === 'netting') return [];
  const byNumber = new Map<string, AllocationFact[]>();
  for (const allocation of allocations)
    byNumber.set(allocation.item.number, [...(byNumber.get(allocation.item.number) ?? []), allocation]);
  return [...byNumber].flatMap(([number, ofInvoice]) => {
    const { currency } = ofInvoice[0]!.item;
    const minor = ofInvoice.reduce((sum, allocation) => sum + cashOf(allocation, currency), 0n);
    if (minor === 0n) return [];
    return [
      {
        number,
        day: event.day,
        minor,
        amount: formatMinor(minor, currency),
        currency,
        ...(minor < 0n ? { reason: reasonOf(event, payment, ofInvoice[0]!) } : {}),
        eventId: event.id,
        eventPosition: event.position,
        ...(event.reverses === undefined ? {} : { reverses: event.reverses }),
      },
    ];
  });
}

function cashOf(allocation: AllocationFact, currency: string): bigint {
  const { adjustment } = allocation;
  const cash = parseMinor(allocation.settled ?? allocation.amount, currency);
  return adjustment && COUNTS_AS_CASH.has(adjustment.kind) ? cash + parseMinor(adjustment.amount, currency) : cash;
}

/** In French, as the messages are read by French companies and the tax authority. */
function reasonOf(event: BillingEvent, payment: PaymentFact, first: AllocationFact): string {
  if (event.type === 'allocation.undone')
    return event.data.reason ? `Imputation annulée : ${event.data.reason}` : 'Imputation annulée';
  if (payment.returns !== undefined) return 'Paiement rejeté par la banque';
  if (payment.refunds !== undefined) return 'Remboursement';
  return first.item.kind === 'credit-note' ? 'Avoir imputé' : 'Remboursement';
}
