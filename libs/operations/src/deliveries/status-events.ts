import { createHash } from 'node:crypto';
import type { AllocationFact, BillingEvent, PaymentFact, StatusEvent, StatusEventPayment } from '@lettrage/domain';

/** The company as receivers are told of it. */
export interface CompanyFact {
  readonly id: string;
  readonly name: string;
  readonly siren?: string;
}

/**
 * What connected systems are told of one billing event: one status event per item whose state or open amount changed,
 * in the order of the event. History is never announced.
 *
 * Ids are derived from the billing event's, so that a replay gives the same ones.
 */
export function statusEventsOf(event: BillingEvent, company: CompanyFact): StatusEvent[] {
  switch (event.type) {
    case 'payment.recorded':
      return event.data.history ? [] : settled(event, event.data.payment, event.data.allocations, company);
    case 'payment.allocated':
    case 'allocation.undone':
      return settled(event, event.data.payment, event.data.allocations, company);
    case 'item.disputed':
      return [
        {
          ...envelope(
            event,
            company,
            event.data.disputed ? 'invoice.disputed' : 'invoice.dispute-closed',
            event.data.item.id,
          ),
          data: {
            item: event.data.item.id,
            number: event.data.item.number,
            ...(event.data.reason ? { reason: event.data.reason } : {}),
          },
        },
      ];
    default:
      return [];
  }
}

function settled(
  event: BillingEvent,
  payment: PaymentFact,
  allocations: readonly AllocationFact[],
  company: CompanyFact,
): StatusEvent[] {
  // Opening settlements only say what was settled before; nobody is told again.
  if (payment.kind === 'opening') return [];
  const byItem = new Map<string, AllocationFact[]>();
  for (const allocation of allocations)
    byItem.set(allocation.item.id, [...(byItem.get(allocation.item.id) ?? []), allocation]);
  return [...byItem.values()].map((ofItem) => itemEvent(event, payment, ofItem, company));
}

function itemEvent(
  event: BillingEvent,
  payment: PaymentFact,
  allocations: readonly AllocationFact[],
  company: CompanyFact,
): StatusEvent {
  const first = allocations[0]!;
  const last = allocations.at(-1)!;
  const { item } = first;
  return {
    ...envelope(event, company, typeOf(event, payment, first, last), item.id),
    invoice: {
      id: item.id,
      number: item.number,
      ...(item.externalId ? { externalId: item.externalId } : {}),
      customer: {
        id: item.customer.id,
        code: item.customer.code,
        name: item.customer.name,
        ...(item.customer.externalId ? { externalId: item.customer.externalId } : {}),
      },
      currency: item.currency,
      total: item.total,
      openBefore: first.openBefore,
      openAfter: last.openAfter,
      stateBefore: first.stateBefore,
      stateAfter: last.stateAfter,
      allocations: allocations.map((allocation) => ({
        id: allocation.id,
        payment: payment.id,
        day: event.day,
        amount: allocation.amount,
        ...(allocation.adjustment ? { adjustment: allocation.adjustment } : {}),
      })),
    },
    payment: paymentOf(payment),
  };
}

function typeOf(event: BillingEvent, payment: PaymentFact, first: AllocationFact, last: AllocationFact): string {
  const credit = first.item.kind === 'credit-note';
  if (event.type === 'allocation.undone') return credit ? 'credit-note.reopened' : 'invoice.reopened';
  if (payment.returns !== undefined) return 'invoice.payment-returned';
  const open = /[1-9]/.test(last.openAfter);
  if (credit) return open ? 'credit-note.partly-used' : 'credit-note.used';
  return open ? 'invoice.partly-paid' : 'invoice.paid';
}

function paymentOf(payment: PaymentFact): StatusEventPayment {
  const { transaction } = payment;
  return {
    id: payment.id,
    ...(payment.externalId ? { externalId: payment.externalId } : {}),
    day: payment.day,
    amount: payment.amount,
    currency: payment.currency,
    means: payment.means,
    ...(transaction?.bankReference ? { bankReference: transaction.bankReference } : {}),
    ...(transaction?.bankAccount.iban ? { iban: transaction.bankAccount.iban } : {}),
  };
}

function envelope(event: BillingEvent, company: CompanyFact, type: string, subject: string) {
  return {
    id: statusEventId(event.id, subject),
    type,
    version: 1,
    company,
    position: event.position,
    time: event.time,
    day: event.day,
    subject,
    // Receivers know status events, not billing's: the one that was told of this subject is named.
    ...(event.reverses ? { reverses: statusEventId(event.reverses, subject) } : {}),
  };
}

/**
 * The id of what is told of one subject (an item) of a billing event: a name-based UUID (version 8: our own derivation,
 * RFC 9562 §5.8), so that an undo can name the event it reverses without looking it up.
 */
export function statusEventId(eventId: string, subject: string): string {
  const hash = createHash('sha256').update(`${eventId}/${subject}`).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`;
}
