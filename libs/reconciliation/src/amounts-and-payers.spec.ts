import { describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { readMatchConfig } from './config.js';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const IBAN = 'FR7630006000011234567890189';
const OTHER = 'DE89370400440532013000';
const acme = { counterparty: { name: 'ACME TRAVAUX', iban: IBAN } };

describe('amounts', () => {
  const invoice = item({ number: 'FA2026-000123', open: '1000.00' });

  it('takes the discount within its date and asks after it', () => {
    const offered = { ...invoice, discount: { percent: '2.00', until: parseDay('2026-02-10') } };
    expect(brief(matchOne([offered], line('980.00', 'FA2026-000123 ESC 2%', acme)))).toBe(
      'auto FA2026-000123=980.00(discount 20.00)',
    );
    const late = { ...line('980.00', 'FA2026-000123', acme), bookingDate: parseDay('2026-02-11') };
    expect(matchOne([offered], late).decision).toBe('review');
  });

  it('asks where a discount taken late on one item leaves just what another asks for, unless the text names that', () => {
    const offered = { ...invoice, discount: { percent: '2.00', until: parseDay('2026-01-15') } };
    const other = item({ number: 'FA2026-000200', open: '980.00' });
    const asked = matchOne([offered, other], line('980.00', '', acme));
    expect([asked.decision, asked.reason]).toEqual([
      'review',
      'FA2026-000123 has this amount too, less the discount agreed for it',
    ]);
    expect(brief(matchOne([offered, other], line('980.00', 'FA2026-000200', acme)))).toBe('auto FA2026-000200=980.00');
    expect(brief(matchOne([invoice, other], line('980.00', '', acme)))).toBe('auto FA2026-000200=980.00');
  });

  it('writes a bank fee off where charges are spoken of, and only up to the limit', () => {
    expect(brief(matchOne([invoice], line('985.00', '/INV/FA2026-000123/OUR CHGS')))).toBe(
      'auto FA2026-000123=985.00(bank-fee 15.00)',
    );
    expect(matchOne([invoice], line('970.00', '/INV/FA2026-000123/OUR CHGS')).decision).toBe('review');
    expect(matchOne([invoice], line('985.00', 'FA2026-000123', acme)).decision).toBe('review');
  });

  it('writes a rounding off in both directions', () => {
    const odd = item({ number: 'FA2026-000124', open: '100.40' });
    expect(brief(matchOne([odd], line('100.00', 'FA2026-000124')))).toBe('auto FA2026-000124=100.00(rounding 0.40)');
    expect(brief(matchOne([odd], line('101.00', 'FA2026-000124')))).toBe('auto FA2026-000124=101.00(rounding -0.60)');
  });

  it('pays in part where the number proves it', () => {
    expect(brief(matchOne([invoice], line('300.00', 'ACOMPTE FA2026-000123', acme)))).toBe('auto FA2026-000123=300.00');
    expect(matchOne([invoice], line('300.00', 'ACOMPTE', acme)).decision).toBe('review');
  });

  it('asks when the part is exactly another item', () => {
    expect(
      matchOne([invoice, item({ number: 'FA2026-000124', open: '300.00' })], line('300.00', 'FA2026-000123', acme))
        .decision,
    ).toBe('review');
  });

  it('nets a credit note, named or not', () => {
    const credit = item({ number: 'AV2026-00001', open: '-150.00' });
    expect(brief(matchOne([invoice, credit], line('850.00', 'FA2026-000123 - AV2026-00001', acme)))).toBe(
      'auto AV2026-00001=-150.00 FA2026-000123=1000.00',
    );
    expect(brief(matchOne([invoice, credit], line('850.00', 'FA2026-000123', acme)))).toBe(
      'auto AV2026-00001=-150.00 FA2026-000123=1000.00',
    );
  });

  it('pays instalments oldest due first and prints them as one item', () => {
    const parts = [
      item({ number: 'FA1000', open: '40.00', total: '40.00', due: '2026-03-01' }),
      item({ number: 'FA1000', open: '60.00', total: '60.00', due: '2026-02-01' }),
    ];
    expect(brief(matchOne(parts, line('100.00', 'FA1000')))).toBe('auto FA1000=100.00');
    const [first, second] = match(parts, [line('60.00', 'FA1000'), line('40.00', 'FA1000 SOLDE')]);
    expect([brief(first!), brief(second!)]).toEqual(['auto FA1000=60.00', 'auto FA1000=40.00']);
  });

  it('settles the only set that adds up when the text says several, and asks when there are two', () => {
    const set = ['FA1', 'FA2', 'FA3', 'FA4'].map((number, index) =>
      item({ number: `${number}000`, open: ['100.10', '230.55', '41.00', '870.00'][index]!, ibans: [IBAN] }),
    );
    expect(brief(matchOne(set, line('271.55', 'REGLEMENT VOS FACTURES', acme)))).toBe(
      'auto FA2000=230.55 FA3000=41.00',
    );
    const round = ['100.00', '200.00', '300.00', '400.00'].map((open, index) =>
      item({ number: `FB${index}000`, open, ibans: [IBAN] }),
    );
    const decision = matchOne(round, line('500.00', 'REGLEMENT VOS FACTURES', acme));
    expect(decision.decision).toBe('review');
    expect(decision.alternatives!.length).toBeGreaterThan(0);
  });
});

describe('payers', () => {
  const invoice = item({ number: 'FA2026-000123', open: '321.00', ibans: [IBAN] });

  it.each([
    ['its account', { counterparty: { iban: IBAN } }],
    ['its name with a legal form before', { counterparty: { name: 'SARL ACME TRAVAUX' } }],
    ['its words reversed', { counterparty: { name: 'TRAVAUX ACME' } }],
  ])('knows the payer by %s', (_, who) => {
    expect(brief(matchOne([invoice], line('321.00', 'VIREMENT', who)))).toBe('auto FA2026-000123=321.00');
  });

  it('finds the name inside a label', () => {
    expect(brief(matchOne([invoice], line('321.00', 'VIR SEPA ACME TRAVAUX SARL SELON FACTURE')))).toBe(
      'auto FA2026-000123=321.00',
    );
  });

  it('asks when only the amount fits', () => {
    expect(matchOne([invoice], line('321.00', 'VIREMENT RECU'))).toMatchObject({
      decision: 'review',
      reason: 'only the amount fits',
      allocations: [{ invoice: 'FA2026-000123' }],
    });
  });

  it('asks when two items of the payer have the amount', () => {
    const twin = item({ number: 'FA2026-000124', open: '321.00', ibans: [IBAN] });
    const decision = matchOne([invoice, twin], line('321.00', 'VIREMENT', acme));
    expect(decision.decision).toBe('review');
    expect(decision.reason).toMatch(/same amount/);
  });

  it('tells subscriptions apart by the month named', () => {
    const months = [
      item({ number: 'FA1', open: '49.00', issued: '2026-01-01' }),
      item({ number: 'FA2', open: '49.00', issued: '2026-02-01' }),
    ];
    expect(brief(matchOne(months, line('49.00', 'ABONNEMENT FEVRIER', acme)))).toBe('auto FA2=49.00');
    expect(matchOne(months, line('49.00', 'VIREMENT PERMANENT', acme)).decision).toBe('review');
  });

  it('asks between homonyms that both have the amount, and uses a number or an account to tell', () => {
    const homonyms = [
      item({ number: 'FA10001', open: '80.00', customer: 'C8', ibans: [OTHER] }),
      item({ number: 'FA10002', open: '80.00', customer: 'C9' }),
    ];
    const name = { counterparty: { name: 'ACME TRAVAUX' } };
    expect(matchOne(homonyms, line('80.00', 'MERCI', name)).decision).toBe('review');
    expect(brief(matchOne(homonyms, line('80.00', 'FA10002', name)))).toBe('auto FA10002=80.00');
    expect(
      brief(matchOne(homonyms, line('80.00', 'MERCI', { counterparty: { name: 'ACME TRAVAUX', iban: OTHER } }))),
    ).toBe('auto FA10001=80.00');
  });

  it('learns an account from the history', () => {
    const unknown = { counterparty: { name: 'J. DUPONT', iban: OTHER } };
    const history = [
      {
        transaction: line('10.00', 'FA2025-000001', unknown),
        customer: 'C1',
        allocations: [{ invoice: 'FA2025-000001', amount: '10.00' }],
      },
    ];
    expect(matchOne([invoice], line('321.00', 'MERCI', unknown)).decision).toBe('review');
    expect(brief(matchOne([invoice], line('321.00', 'MERCI', unknown), { history }))).toBe('auto FA2026-000123=321.00');
  });

  it.each(['POUR', 'P/C', 'OBO'])('pays for the subsidiary named after %s', (marker) => {
    const group = [
      item({
        number: 'FA30001',
        open: '500.00',
        customer: 'C5',
        name: 'HOLDING VERTAU SA',
        ibans: [IBAN],
        group: 'G1',
      }),
      item({ number: 'FA30002', open: '500.00', customer: 'C6', name: 'JARDINS VERTAU NORD SARL', group: 'G1' }),
    ];
    const parent = { counterparty: { name: 'HOLDING VERTAU', iban: IBAN } };
    expect(brief(matchOne(group, line('500.00', `${marker} JARDINS VERTAU NORD`, parent)))).toBe('auto FA30002=500.00');
  });

  it('puts a second payment on account, and asks when another item has the amount', () => {
    const twice = [
      line('321.00', 'FA2026-000123', acme),
      { ...line('321.00', 'FA2026-000123', acme), bookingDate: parseDay('2026-02-13') },
    ];
    expect(match([invoice], twice).map(brief)).toEqual(['auto FA2026-000123=321.00', 'auto on account 321.00']);
    const third = item({ number: 'FA2026-000200', open: '321.00', ibans: [IBAN] });
    expect(match([invoice, third], twice)[1]!.decision).toBe('review');
  });

  it('puts a prepayment of a proven customer on account', () => {
    expect(brief(matchOne([invoice], line('75.00', 'ACOMPTE COMMANDE 88112', acme)))).toBe('auto on account 75.00');
    expect(matchOne([invoice], line('75.00', 'ACOMPTE COMMANDE 88112')).decision).toBe('review');
  });

  it('asks when the history has paid what the book holds open', () => {
    const history = [
      {
        transaction: line('321.00', 'FA2026-000123', acme),
        customer: 'C1',
        allocations: [{ invoice: 'FA2026-000123', amount: '321.00' }],
      },
    ];
    const decision = matchOne([invoice], line('321.00', 'FA2026-000123', acme), { history });
    expect(decision.decision).toBe('review');
    expect(decision.reason).toMatch(/paid in the history/);
  });

  it('follows a rule of the company and refuses a pattern that cannot run in linear time', () => {
    const config = readMatchConfig({ rules: [{ id: 'dupont', pattern: 'DUPONT', customer: 'C1' }] });
    expect(brief(matchOne([invoice], line('321.00', 'VIR M DUPONT'), { config }))).toBe('auto FA2026-000123=321.00');
    expect(() => readMatchConfig({ rules: [{ pattern: '(a)\\1', customer: 'C1' }] })).toThrow(/cannot be used/);
  });
});
