import type { StatusEvent, StatusEventInvoice } from '@lettrage/adapter-sdk';

/** What a test varies of an event. */
export interface PaidEventParts {
  readonly position?: number;
  readonly type?: string;
  readonly amount: string;
  readonly openBefore: string;
  readonly openAfter: string;
  readonly means?: string;
  readonly invoice?: Partial<StatusEventInvoice>;
  readonly more?: Partial<StatusEvent>;
}

/** An event about invoice 21 of the fake, paid by one allocation. */
export function paidEvent({
  position = 1,
  type = 'invoice.partly-paid',
  amount,
  openBefore,
  openAfter,
  ...parts
}: PaidEventParts): StatusEvent {
  const day = '2026-01-30' as StatusEvent['day'];
  return {
    id: `0190a1b2-0000-7000-8000-00000000000${position}`,
    type,
    version: 1,
    company: { id: 'c1', name: 'Démo SARL' },
    position,
    time: '2026-01-31T10:00:00Z',
    day,
    subject: 'invoice-21',
    invoice: {
      id: 'invoice-21',
      number: 'FA2601-0021',
      externalId: '21',
      customer: { id: 'k12', code: 'CU2601-12', name: 'Client 12', externalId: '12' },
      currency: 'EUR',
      total: '1200.00',
      openBefore,
      openAfter,
      stateBefore: 'issued',
      stateAfter: type === 'invoice.paid' ? 'paid' : 'partly-paid',
      allocations: [{ id: `0190a1b2-0000-7000-8000-0000000000a${position}`, payment: `p${position}`, day, amount }],
      ...parts.invoice,
    },
    payment: {
      id: `p${position}`,
      day,
      amount,
      currency: 'EUR',
      means: parts.means ?? 'transfer',
      bankReference: `BANK-${position}`,
    },
    ...parts.more,
  };
}
