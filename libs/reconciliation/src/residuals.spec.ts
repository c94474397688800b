import { describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const acme = { counterparty: { name: 'ACME TRAVAUX', iban: 'DE89370400440532013000' } };
const instalments = [
  item({ number: 'FA2026-000489', open: '1579.17', due: '2026-02-16' }),
  item({ number: 'FA2026-000489', open: '1579.16', due: '2026-03-15' }),
];

describe('a payment that is a little short', () => {
  it('of an instalment, with charges in the text, is that instalment less the fee', () => {
    expect(brief(matchOne(instalments, line('1574.17', '/INV/FA2026-000489 CHGS SHA', acme)))).toBe(
      'auto FA2026-000489=1574.17(bank-fee 5.00)',
    );
  });

  it('of an instalment, without a word, is nothing automatic', () => {
    expect(matchOne(instalments, line('1574.17', 'FA2026-000489', acme)).decision).toBe('review');
    expect(matchOne(instalments, line('1574.17', 'ACOMPTE FA2026-000489', acme)).decision).toBe('review');
    expect(matchOne(instalments, line('1579.00', 'FA2026-000489', acme)).decision).toBe('review');
  });

  it('pays an instalment of another amount in full, oldest due first', () => {
    expect(brief(matchOne(instalments, line('1579.16', 'FA2026-000489', acme)))).toBe('auto FA2026-000489=1579.16');
  });

  it('does not add a rest from before to a fee', () => {
    const [first, second] = instalments;
    const decision = matchOne(
      [{ ...first!, open: 1500n }, second!],
      line('1585.66', '/INV/FA2026-000489 CHGS SHA', acme),
    );
    expect(decision.decision).toBe('review');
  });

  it('is no fee where nobody says so, not even from abroad', () => {
    expect(
      matchOne([item({ number: 'FA2026-000123', open: '1000.00' })], line('985.00', 'FA2026-000123', acme)).decision,
    ).toBe('review');
  });

  it('is a fee where the bank states charges of that amount, and asks where it states others', () => {
    const invoice = item({ number: 'FA2026-000123', open: '1000.00' });
    const charged = (amount: string) => ({ ...acme, charges: [{ amount, currency: 'EUR', included: true }] });
    expect(brief(matchOne([invoice], line('985.00', 'FA2026-000123', charged('15.00'))))).toBe(
      'auto FA2026-000123=985.00(bank-fee 15.00)',
    );
    expect(matchOne([invoice], line('985.00', 'FA2026-000123 CHGS', charged('12.00'))).decision).toBe('review');
  });

  it('is no fee where a discount taken late has this amount', () => {
    const discount = { percent: '2.00', until: parseDay('2026-01-15') };
    const invoice = item({ number: 'FA2026-000123', open: '1000.00', discount });
    expect(matchOne([invoice], line('980.00', '/INV/FA2026-000123 CHGS SHA', acme)).decision).toBe('review');
  });
});

describe('credit notes that nobody names', () => {
  it('are not netted where the text speaks of a part payment', () => {
    const items = [
      item({ number: 'FA2026-000544', open: '600.00' }),
      item({ number: 'AV2026-00042', open: '-360.00' }),
    ];
    expect(matchOne(items, line('240.00', 'ACOMPTE FA2026-000544', acme)).decision).toBe('review');
  });

  it('are not paid back by a line that only has their amount', () => {
    const credit = item({ number: 'AV2026-00046', open: '-37.73', issued: '2026-01-21' });
    const decisions = match(
      [credit],
      [line('-37.73', 'COMMISSION DE MOUVEMENT JANVIER'), line('-37.73', 'PAIEMENT CB BRICO CARTE 4417')],
    );
    expect(decisions.map(brief)).toEqual(['none fee', 'none supplier']);
  });
});

describe('a prepayment', () => {
  it('goes not on account where an instalment is within a few cents', () => {
    const decision = matchOne(instalments, line('1579.10', 'COMMANDE 685', { counterparty: { name: 'ACME TRAVAUX' } }));
    expect(decision.decision).toBe('review');
  });
});

describe('a text that may say more than was understood', () => {
  it('puts no rest on account where digits were not read', () => {
    const invoice = item({ number: 'FA2026-003013', open: '600.00' });
    const decision = matchOne([invoice], line('775.20', 'FA2026-003013/FA2026-003622TOTAL775.20', acme));
    expect(decision.decision).toBe('review');
  });

  it('takes no other item of that amount where it names one that is paid', () => {
    const first = line('1200.00', 'REGLEMENT 11371', acme);
    const items = [item({ number: '11371', open: '1200.00' }), item({ number: '11936', open: '1200.00' })];
    const again = line('1200.00', 'REGLEMENT 11371 CLIENT 4711', acme);
    expect(match(items, [first, again]).map(({ decision }) => decision)).toEqual(['auto', 'review']);
  });

  it('takes no item where a number of the same kind is unknown', () => {
    const items = [item({ number: '11936', open: '1200.00' })];
    expect(matchOne(items, line('1200.00', 'REGLEMENT 11371', acme)).decision).toBe('review');
  });

  it('is no label cut in the word for a part payment', () => {
    const items = [item({ number: 'FA2026-003967', open: '120.00' })];
    expect(matchOne(items, line('120.00', 'VIR ACME TRAVAUX ACOM')).decision).toBe('review');
    expect(matchOne(items, line('120.00', 'VIR ACME TRAVAUX MERCI')).decision).toBe('auto');
  });

  it('does not read the year of a cut number as a number', () => {
    const items = [
      item({ number: 'FA2026-002026', open: '348.00' }),
      item({ number: 'FA2026-001039', open: '348.00' }),
    ];
    expect(matchOne(items, line('348.00', 'VIR SEPA ACME TRAVAUX FA2026')).decision).toBe('review');
  });
});
