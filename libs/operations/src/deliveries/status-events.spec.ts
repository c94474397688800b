import { describe, expect, it } from '@jest/globals';
import { parseDay, type AllocationFact, type BillingEvent, type ItemFact, type PaymentFact } from '@lettrage/domain';
import { statusEventId, statusEventsOf } from './status-events.js';

const DAY = parseDay('2026-02-10');
const COMPANY = { id: 'c1', name: 'ACME' };
const ITEM: ItemFact = {
  id: 'i1',
  kind: 'invoice',
  number: 'FA1',
  instalment: 1,
  customer: { id: 'k1', code: 'C1', name: 'CLIENT' },
  issueDate: DAY,
  dueDate: DAY,
  currency: 'EUR',
  total: '120.00',
};
const CREDIT: ItemFact = { ...ITEM, id: 'i2', kind: 'credit-note', number: 'AV1', total: '-20.00' };
const PAYMENT: PaymentFact = { id: 'p1', kind: 'bank', day: DAY, amount: '120.00', currency: 'EUR', means: 'transfer' };

function allocated(
  item: ItemFact,
  openBefore: string,
  openAfter: string,
  more: Partial<AllocationFact> = {},
): AllocationFact {
  const states = { stateBefore: 'issued', stateAfter: 'paid' } as const;
  return { id: `a-${item.id}`, item, amount: '120.00', openBefore, openAfter, ...states, ...more };
}

function event<Type extends BillingEvent['type']>(
  type: Type,
  data: unknown,
  more: { id?: string; reverses?: string } = {},
): BillingEvent {
  const envelope = { id: 'e1', position: 1, version: 1, time: '2026-02-10T00:00:00Z', day: DAY };
  return { ...envelope, ...more, type, data } as BillingEvent;
}

const recorded = (payment: Partial<PaymentFact>, allocations: AllocationFact[], history = false): BillingEvent =>
  event('payment.recorded', { payment: { ...PAYMENT, ...payment }, allocations, onAccount: '0.00', history });

const brief = (one: BillingEvent): string[] =>
  statusEventsOf(one, COMPANY).map(({ type, subject }) => `${type} ${subject}`);

describe('what connected systems are told of a billing event', () => {
  const paid = allocated(ITEM, '120.00', '0.00');
  const partly = allocated(ITEM, '120.00', '20.00');
  const table: readonly (readonly [string, BillingEvent, string[]])[] = [
    ['an invoice paid', recorded({}, [paid]), ['invoice.paid i1']],
    ['an invoice partly paid', recorded({}, [partly]), ['invoice.partly-paid i1']],
    [
      'two items of one payment',
      recorded({}, [paid, allocated(CREDIT, '-20.00', '0.00')]),
      ['invoice.paid i1', 'credit-note.used i2'],
    ],
    ['a credit note partly used', recorded({}, [allocated(CREDIT, '-20.00', '-5.00')]), ['credit-note.partly-used i2']],
    [
      'one item in two pieces',
      recorded({}, [partly, allocated(ITEM, '20.00', '0.00', { id: 'a2' })]),
      ['invoice.paid i1'],
    ],
    [
      'a payment given back',
      recorded({ returns: 'p0' }, [allocated(ITEM, '0.00', '120.00')]),
      ['invoice.payment-returned i1'],
    ],
    ['a payment all on account', recorded({}, []), []],
    ['history', recorded({}, [paid], true), []],
    ['an opening settlement', recorded({ kind: 'opening' }, [partly]), []],
    [
      'items set off',
      recorded({ kind: 'netting', amount: '0.00' }, [paid, allocated(CREDIT, '-20.00', '0.00')]),
      ['invoice.paid i1', 'credit-note.used i2'],
    ],
    ['credit used later', event('payment.allocated', { payment: PAYMENT, allocations: [paid] }), ['invoice.paid i1']],
    [
      'an undo',
      event('allocation.undone', { payment: PAYMENT, allocations: [allocated(ITEM, '0.00', '120.00')] }),
      ['invoice.reopened i1'],
    ],
    [
      'an undo on a credit note',
      event('allocation.undone', { payment: PAYMENT, allocations: [allocated(CREDIT, '0.00', '-20.00')] }),
      ['credit-note.reopened i2'],
    ],
    ['a dispute', event('item.disputed', { item: ITEM, disputed: true, reason: 'price' }), ['invoice.disputed i1']],
    ['its end', event('item.disputed', { item: ITEM, disputed: false }), ['invoice.dispute-closed i1']],
    ['a new document', event('item.recorded', { item: ITEM, open: '120.00', origin: 'import', history: false }), []],
    ['a confirmation', event('payment.confirmed', { payment: PAYMENT }), []],
    ['a line set aside', event('transaction.set-aside', { transaction: {}, category: 'fee' }), []],
  ];
  it.each(table)('%s', (_name, one, expected) => {
    expect(brief(one)).toEqual(expected);
  });

  it('carries open amounts from before the first to after the last piece of an item', () => {
    const [told] = statusEventsOf(recorded({}, [partly, allocated(ITEM, '20.00', '0.00', { id: 'a2' })]), COMPANY);
    expect(told!.invoice).toMatchObject({
      openBefore: '120.00',
      openAfter: '0.00',
      allocations: [{ id: 'a-i1' }, { id: 'a2' }],
    });
  });

  it('has ids that are valid UUIDs, the same on every replay, and different for each document', () => {
    const one = recorded({}, [paid, allocated(CREDIT, '-20.00', '0.00')]);
    const ids = statusEventsOf(one, COMPANY).map(({ id }) => id);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(2);
    expect(statusEventsOf(one, COMPANY).map(({ id }) => id)).toEqual(ids);
  });

  it('names, in an undo, the status event it reverses, whatever else that payment had settled', () => {
    const both = recorded({}, [allocated(CREDIT, '-20.00', '0.00'), paid]);
    const told = statusEventsOf(both, COMPANY).find(({ subject }) => subject === 'i1')!;
    const undone = event(
      'allocation.undone',
      { payment: PAYMENT, allocations: [allocated(ITEM, '0.00', '120.00')] },
      { id: 'e2', reverses: 'e1' },
    );
    expect(statusEventsOf(undone, COMPANY)[0]!.reverses).toBe(told.id);
    expect(told.id).toBe(statusEventId('e1', 'i1'));
  });
});
