import { describe, expect, it } from '@jest/globals';
import { parseDay, type Advice } from '@lettrage/domain';
import { readMatchConfig } from './config.js';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const items = [
  item({ number: 'FA2026-000123', open: '120.00' }),
  item({ number: 'FA2026-000124', open: '80.00', customer: 'C2', name: 'BERTIN CONSEIL' }),
];

describe('lines that pay no item', () => {
  it.each([
    ['500.00', 'STRIPE PAYOUT 8812', 'none card-sales needs payout'],
    ['500.00', 'REM CHQ 1234567', 'none other needs cheque-slip'],
    ['500.00', 'REMISE CARTES BANCAIRES', 'none card-sales needs payout'],
    ['500.00', 'DGFIP REMBOURSEMENT CREDIT TVA', 'none tax'],
    ['120.00', 'INTERETS CREDITEURS', 'none other'],
    ['500.00', 'VIREMENT INTERNE', 'none transfer'],
    ['-12.00', 'FRAIS TENUE DE COMPTE', 'none fee'],
    ['-900.00', 'PRLV SEPA URSSAF', 'none social'],
    ['-2100.00', 'VIR SALAIRE MARS', 'none payroll'],
    ['-300.00', 'PRLV SEPA ORANGE SA', 'none supplier'],
    ['-800.00', 'ECHEANCE PRET 778', 'none loan'],
    ['-1000.00', 'PAIEMENT TVA DGFIP', 'none tax'],
  ])('%s "%s" is %s', (amount, text, wanted) => {
    expect(brief(matchOne(items, line(amount, text)))).toBe(wanted);
  });

  it('an own account is an internal transfer', () => {
    const config = readMatchConfig({ ownIbans: ['DE89370400440532013000'] });
    expect(
      brief(matchOne(items, line('120.00', 'X', { counterparty: { iban: 'DE89370400440532013000' } }), { config })),
    ).toBe('none transfer');
  });

  it('open items come before words: a customer called Stripe Travaux is matched', () => {
    const named = [item({ number: 'FA2026-000300', open: '55.00', name: 'STRIPE TRAVAUX' })];
    expect(brief(matchOne(named, line('55.00', 'STRIPE TRAVAUX FA2026-000300')))).toBe('auto FA2026-000300=55.00');
  });

  it('a returned payment reverses exactly what it had paid, and the item can be paid again', () => {
    const debit = line('120.00', 'PRLV FA2026-000123', { endToEndId: 'E1', mandateId: 'M1' });
    const back = {
      ...line('-120.00', 'REJET PRLV', { endToEndId: 'E1', return: { reason: 'AM04' } }),
      bookingDate: parseDay('2026-02-12'),
    };
    const again = { ...line('120.00', 'FA2026-000123'), bookingDate: parseDay('2026-02-20') };
    const decisions = match(items, [debit, back, again]);
    expect(decisions[1]).toMatchObject({
      decision: 'none',
      category: 'return',
      reverses: [{ transaction: debit.ref, invoice: 'FA2026-000123', amount: '120.00' }],
    });
    expect(brief(decisions[2]!)).toBe('auto FA2026-000123=120.00');
  });

  it('a return of a payment in the history names that payment; an unknown one is asked about', () => {
    const paid = line('77.00', 'FA2025-000009', { endToEndId: 'E9' });
    const history = [
      { transaction: paid, customer: 'C1', allocations: [{ invoice: 'FA2025-000009', amount: '77.00' }] },
    ];
    const back = line('-77.00', '', { endToEndId: 'E9', return: { reason: 'MD06' } });
    expect(matchOne(items, back, { history }).reverses).toEqual([
      { transaction: paid.ref, invoice: 'FA2025-000009', amount: '77.00' },
    ]);
    expect(matchOne(items, back).decision).toBe('review');
  });

  it('an advice explains a payout to the cent, fees included; a cent off explains nothing', () => {
    const advice: Advice = {
      kind: 'payout',
      total: '196.00',
      items: [
        { invoice: 'FA2026-000123', amount: '120.00', fee: '2.50' },
        { invoice: 'FA2026-000124', amount: '80.00', fee: '1.50' },
      ],
    };
    const payout = line('196.00', 'STRIPE PAYOUT');
    expect(brief(matchOne(items, payout, { advice: [advice] }))).toBe(
      'auto FA2026-000123=117.50(bank-fee 2.50) FA2026-000124=78.50(bank-fee 1.50)',
    );
    expect(brief(matchOne(items, line('196.01', 'STRIPE PAYOUT'), { advice: [advice] }))).toBe(
      'none card-sales needs payout',
    );
  });

  describe('a payout whose advice', () => {
    const payout = (net: string, ...advised: Advice['items'][number][]) => {
      const advice: Advice = { kind: 'payout', total: net, items: advised };
      return brief(matchOne(items, line(net, 'STRIPE PAYOUT'), { advice: [advice] }));
    };
    const first = { invoice: 'FA2026-000123', amount: '120.00', fee: '2.50' };

    it('holds a fee of the provider’s own: the largest payments bear it', () => {
      const explained = payout(
        '192.00',
        first,
        { invoice: 'FA2026-000124', amount: '80.00', fee: '1.50' },
        { amount: '0.00', fee: '4.00' },
      );
      expect(explained).toBe('auto FA2026-000123=113.50(bank-fee 6.50) FA2026-000124=78.50(bank-fee 1.50)');
    });

    it('names an order is explained by the invoice of that order', () => {
      const ordered = [item({ number: 'FA2026-000900', open: '50.00', orderReference: 'CMD-2026-7' })];
      const advice: Advice = {
        kind: 'payout',
        total: '49.00',
        items: [{ invoice: 'CMD-2026-7', amount: '50.00', fee: '1.00' }],
      };
      expect(brief(matchOne(ordered, line('49.00', 'STRIPE PAYOUT'), { advice: [advice] }))).toBe(
        'auto FA2026-000900=49.00(bank-fee 1.00)',
      );
    });

    it('takes a disputed charge back is for a person', () => {
      expect(payout('37.50', first, { invoice: 'FA2026-000124', amount: '-80.00', ref: 'dp_1' })).toBe(
        'review FA2026-000123=117.50(bank-fee 2.50)',
      );
    });
  });

  it('a refund that names an open credit note settles it', () => {
    const credit = item({ number: 'AV2026-00001', open: '-50.00' });
    expect(brief(matchOne([credit], line('-50.00', 'REMBOURSEMENT AV2026-00001')))).toBe('auto AV2026-00001=-50.00');
  });

  it('a pending line is never posted', () => {
    expect(matchOne(items, line('120.00', 'FA2026-000123', { status: 'pending' }))).toMatchObject({
      decision: 'review',
      reason: 'the bank has not booked it yet',
    });
  });
});
