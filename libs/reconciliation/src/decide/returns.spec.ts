import { describe, expect, it } from '@jest/globals';
import { parseDay, type Advice, type TransactionLine } from '@lettrage/domain';
import { brief, item, line, match } from '../testing/builders.js';

const items = [
  item({ number: 'FA2026-000123', open: '120.00' }),
  item({ number: 'FA2026-000124', open: '80.00', customer: 'C2', name: 'BERTIN CONSEIL' }),
  item({ number: 'FA2026-000125', open: '80.00', customer: 'C3', name: 'DUCLOS NEGOCE' }),
];
const advice: Advice[] = [
  {
    kind: 'direct-debits',
    total: '280.00',
    items: [
      { invoice: 'FA2026-000123', amount: '120.00', ref: 'TX-1' },
      { invoice: 'FA2026-000124', amount: '80.00', ref: 'TX-2' },
      { invoice: 'FA2026-000125', amount: '80.00', ref: 'TX-3' },
    ],
  },
];
const collection = (): TransactionLine =>
  line('280.00', 'PRELEVEMENT SEPA REMISE 3 OPERATIONS', { paymentInformationId: 'PI-7' });
const back = (amount: string, text: string, more: Partial<TransactionLine> = {}): TransactionLine => ({
  ...line(amount, text, { return: { reason: 'AM04' }, ...more }),
  bookingDate: parseDay('2026-02-13'),
});
const reversed = (lines: readonly TransactionLine[]): unknown =>
  match(items, lines, { advice })
    .slice(1)
    .map(({ reverses, reason }) => reverses?.map(({ invoice, amount }) => `${invoice}=${amount}`).join(' ') ?? reason);

describe('a returned debit that was collected in one sum with others', () => {
  it('is told by the end-to-end id that the advice lists it under', () => {
    expect(reversed([collection(), back('-80.00', '', { endToEndId: 'TX-3' })])).toEqual(['FA2026-000125=80.00']);
  });

  it('is told by the invoice number in the text', () => {
    expect(reversed([collection(), back('-80.00', 'REJET PRLV FA2026-000124')])).toEqual(['FA2026-000124=80.00']);
  });

  it('is told by its batch where only one debit of it has the amount', () => {
    expect(reversed([collection(), back('-120.00', '', { paymentInformationId: 'PI-7' })])).toEqual([
      'FA2026-000123=120.00',
    ]);
  });

  it('is asked where two debits of the batch have the amount', () => {
    expect(reversed([collection(), back('-80.00', '', { paymentInformationId: 'PI-7' })])).toEqual([
      'the bank gives a payment back, but the earlier payment is not known',
    ]);
  });

  it('is told among two of its amount by who gives it back', () => {
    const counterparty = { name: 'DUCLOS NEGOCE' };
    expect(reversed([collection(), back('-80.00', '', { paymentInformationId: 'PI-7', counterparty })])).toEqual([
      'FA2026-000125=80.00',
    ]);
  });

  it('is no earlier payment of the payer where its batch is known and does not tell', () => {
    const counterparty = { name: 'SOMEBODY', iban: 'FR7630006000011234567890189' };
    const paid = { ...line('80.00', 'FA2025-000009', { counterparty }), bookingDate: parseDay('2026-01-20') };
    const history = [
      { transaction: paid, customer: 'C9', allocations: [{ invoice: 'FA2025-000009', amount: '80.00' }] },
    ];
    const given = back('-80.00', '', { paymentInformationId: 'PI-7', counterparty });
    const decisions = match(items, [collection(), given], { advice, history });
    expect(decisions[1]!.reverses).toBeUndefined();
    const old = [{ ...history[0]!, transaction: { ...paid, bookingDate: parseDay('2025-11-20') } }];
    const unknown = back('-80.00', '', { counterparty });
    expect(match(items, [unknown], { history })[0]!.reverses).toHaveLength(1);
    expect(match(items, [unknown], { history: old })[0]!.reverses).toBeUndefined();
  });

  it('is given back once, whatever else of the sum is', () => {
    const lines = ['TX-2', 'TX-2', 'TX-3'].map((endToEndId) => back('-80.00', '', { endToEndId }));
    expect(reversed([collection(), ...lines])).toEqual([
      'FA2026-000124=80.00',
      'the bank gives a payment back, but the earlier payment is not known',
      'FA2026-000125=80.00',
    ]);
  });

  it('opens its item again and none beside it', () => {
    const again = (number: string): TransactionLine => ({
      ...line('80.00', number),
      bookingDate: parseDay('2026-02-20'),
    });
    const lines = [collection(), back('-80.00', '', { endToEndId: 'TX-2' })];
    const decisions = match(items, [...lines, again('FA2026-000124'), again('FA2026-000125')], { advice });
    expect(brief(decisions[2]!)).toBe('auto FA2026-000124=80.00');
    expect(decisions[3]).toMatchObject({ decision: 'review', reason: expect.stringContaining('already settled') });
  });

  it('is told in the history by the invoice number', () => {
    const paid = line('200.00', 'REMISE PRLV', { paymentInformationId: 'PI-1' });
    const allocations = [
      { invoice: 'FA2025-000008', amount: '120.00' },
      { invoice: 'FA2025-000009', amount: '80.00' },
    ];
    const [decision] = match(items, [back('-80.00', 'IMPAYE FA2025-000009')], {
      history: [{ transaction: paid, allocations }],
    });
    expect(decision!.reverses).toEqual([{ transaction: paid.ref, invoice: 'FA2025-000009', amount: '80.00' }]);
  });
});

describe('a returned debit of a payer who pays the same amount every month', () => {
  const iban = 'FR7630006000011234567890189';
  const debit = (month: string, ids: Partial<TransactionLine>): TransactionLine => ({
    ...line('49.00', '', { counterparty: { name: 'ACME', iban }, mandateId: 'M1', ...ids }),
    bookingDate: parseDay(`2026-${month}-05`),
  });
  const history = ['01', '02'].map((month, index) => ({
    transaction: debit(month, { endToEndId: `E${index}`, paymentInformationId: `PI-${month}` }),
    customer: 'C1',
    allocations: [{ invoice: `SUB-2026-${month}9`, amount: '49.00' }],
  }));
  const returnedOf = (text: string, ids: Partial<TransactionLine> = {}): TransactionLine =>
    back('-49.00', text, { counterparty: { name: 'ACME', iban }, mandateId: 'M1', ...ids });
  const returned = (ids: Partial<TransactionLine>, known = history): string | undefined => {
    const given = returnedOf('', ids);
    return match([], [given], { history: known })[0]!
      .reverses?.map(({ invoice }) => invoice)
      .join(' ');
  };

  it('is told by the batch where the end-to-end id is missing', () => {
    expect(returned({ paymentInformationId: 'PI-02' })).toBe('SUB-2026-029');
  });

  it('is not another month’s where its end-to-end id is unknown', () => {
    expect(returned({ endToEndId: 'E9' }, history.slice(1))).toBeUndefined();
  });

  it('is not another that the payer sent by transfer, nor one of another invoice than is named', () => {
    const sent = { ...history[1]!, transaction: debit('02', { code: { family: 'RCDT' } }) };
    expect(returned({}, [{ ...sent, transaction: debit('02', {}) }])).toBe('SUB-2026-029');
    expect(returned({}, [sent])).toBeUndefined();
    const open = item({ number: 'SUB-2026-039', open: '49.00' });
    const named = returnedOf('REJET PRLV SUB-2026-039');
    expect(match([open], [named], { history: history.slice(1) })[0]!.reverses).toBeUndefined();
  });
});
