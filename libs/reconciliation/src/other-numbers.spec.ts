import { describe, expect, it } from '@jest/globals';
import type { PastPayment } from './model.js';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const iban = (account: string, name: string): { counterparty: { name: string; iban: string } } => ({
  counterparty: { name, iban: account },
});
const ACME = 'FR7630006000011234567890189';
const OTHER = 'FR7630004000031234567890143';

describe('a printed number that is another customer’s', () => {
  const own = item({ number: 'F2026/2847', open: '129.14', ibans: [ACME] });
  const stranger = (number: string, open: string): ReturnType<typeof item> =>
    item({ number, open, customer: 'C2', name: 'BERTIN CONSEIL' });

  it('is the payer’s own cut short, where the account and the amount are the payer’s', () => {
    const book = [own, stranger('F2026/0028', '75.00')];
    expect(brief(matchOne(book, line('129.14', 'REGLEMENT F2026/28', iban(ACME, 'ACME TRAVAUX'))))).toBe(
      'auto F2026/2847=129.14',
    );
    const lost = [own, stranger('F2026/0002', '75.00')];
    expect(matchOne(lost, line('129.14', 'REGLEMENT F2026/2', iban(ACME, 'ACME TRAVAUX'))).decision).toBe('review');
    const meant = [own, stranger('F2026/0028', '129.14')];
    expect(matchOne(meant, line('129.14', 'REGLEMENT F2026/28', iban(ACME, 'ACME TRAVAUX'))).decision).toBe('review');
  });

  it('is a slip of the payer’s own, though a namesake has the payer’s name', () => {
    const namesake = item({
      number: 'F2026/0500',
      open: '10.00',
      customer: 'C3',
      name: 'ACME TRAVAUX',
      ibans: [OTHER],
    });
    const book = [own, namesake, stranger('F2026/2874', '75.00')];
    const paid = line('129.14', 'FACT F2026/2874', iban(ACME, 'ACME TRAVAUX'));
    expect(brief(matchOne(book, paid))).toBe('auto F2026/2847=129.14');
    expect(matchOne(book, line('129.14', 'FACT F2026/2874', { counterparty: { name: 'ACME TRAVAUX' } })).decision).toBe(
      'review',
    );
  });

  it('is a slip in one of the payer’s own of a list, where the others and the amount are the payer’s', () => {
    const second = item({ number: 'F2026/1470', open: '1752.23' });
    const paid = line('1881.37', 'F2026/2847 F2026/1407', iban(ACME, 'ACME TRAVAUX'));
    const decided = matchOne([own, second, stranger('F2026/1407', '300.00')], paid);
    expect(brief(decided)).toBe('auto F2026/1470=1752.23 F2026/2847=129.14');
    expect(decided.evidence).toContainEqual({ kind: 'typo', detail: 'a number in the text is F2026/1470 with a slip' });
    const meant = [own, second, stranger('F2026/1407', '1752.23')];
    expect(matchOne(meant, paid).decision).toBe('review');
    const noSlip = [own, item({ number: 'F2026/3391', open: '1752.23' }), stranger('F2026/1407', '300.00')];
    expect(matchOne(noSlip, paid).decision).toBe('review');
  });

  it('is a slip that hits a bill somebody paid by cheque, unless that was of this amount', () => {
    const slip = (amount: string): PastPayment[] => [
      {
        transaction: line('900.00', 'REMISE CHEQUES 4254619'),
        allocations: [{ invoice: 'F2026/2874', amount }],
      },
    ];
    const paid = line('129.14', 'FACT F2026/2874', iban(ACME, 'ACME TRAVAUX'));
    expect(brief(matchOne([own], paid, { history: slip('900.00') }))).toBe('auto F2026/2847=129.14');
    expect(matchOne([own], paid, { history: slip('129.14') }).decision).toBe('review');
  });

  it('names no credit note where it is printed with other letters', () => {
    const credit = item({ number: 'AV2026/0028', open: '-50.00' });
    expect(brief(matchOne([own, credit], line('129.14', 'F2026/28', iban(ACME, 'ACME TRAVAUX'))))).toBe(
      'auto F2026/2847=129.14',
    );
  });

  it('is no number with the word that follows it', () => {
    const bill = item({ number: 'F2026/02026', open: '240.00', ibans: [ACME] });
    const text = 'FACTURE NO 2026 VOTRE REF 002703';
    expect(brief(matchOne([bill], line('240.00', text, iban(ACME, 'ACME TRAVAUX'))))).toBe('auto F2026/02026=240.00');
  });

  it('is asked about where part of it would be paid and a slip away is the exact bill of one whose name is like it', () => {
    const book = [
      item({ number: 'FA2026001160', open: '360.00', customer: 'C1', name: 'IRIS MACONNERIE' }),
      item({ number: 'FA2026001360', open: '300.00', customer: 'C2', name: 'GARANCE MACONNERIE IRIS' }),
    ];
    const label = 'VIR SEPA GARA MACONNERIE IRIS PAIEMENT FACTURE FA2026001160';
    expect(matchOne(book, line('300.00', label)).decision).toBe('review');
  });
});

describe('items found by adding up', () => {
  const book = [
    item({ number: 'FA1', open: '33.58', ibans: [ACME] }),
    item({ number: 'FA2', open: '48.00', ibans: [ACME] }),
    item({ number: 'FA3', open: '61.00', ibans: [ACME] }),
    item({ number: 'FA9', open: '10.00', customer: 'C2', name: 'ACME TRAVAUX', ibans: [OTHER] }),
  ];

  it('are the payer’s whose account it is, though another customer has its name', () => {
    const paid = line('81.58', 'REGLEMENT VOS FACTURES', iban(ACME, 'ACME TRAVAUX'));
    expect(brief(matchOne(book, paid))).toBe('auto FA1=33.58 FA2=48.00');
  });

  it('are asked about where nothing but the name says who paid', () => {
    const paid = line('81.58', 'REGLEMENT VOS FACTURES', { counterparty: { name: 'ACME TRAVAUX' } });
    expect(matchOne(book, paid).decision).toBe('review');
  });
});

describe('a name with letters banks write otherwise', () => {
  it.each([
    ['Müller Sanitär GmbH', 'MUELLER SANITAER'],
    ['Müller Sanitär GmbH', 'MULLER SANITAR GMBH'],
    ['Jørgensen Byg ApS', 'JORGENSEN BYG APS'],
    ['Jørgensen Byg ApS', 'JOERGENSEN BYG'],
    ['Łódzka Drukarnia', 'LODZKA DRUKARNIA'],
    ['Århus Tømrer A/S', 'AARHUS TOEMRER A/S'],
    ['Weiß Bau GmbH', 'WEISS BAU'],
  ])('%s is who is printed as %s', (name, printed) => {
    const book = [
      item({ number: 'RE-1', open: '512.40', name }),
      item({ number: 'RE-2', open: '99.00', customer: 'C2', name: 'BERTIN' }),
    ];
    expect(brief(matchOne(book, line('512.40', '', { counterparty: { name: printed } })))).toBe('auto RE-1=512.40');
  });
});

describe('the second of two equal payments of one number', () => {
  it('waits where the first, whose payer is known, waits for a person', () => {
    const book = [item({ number: 'F2026/1114', open: '36.00', ibans: [ACME] })];
    const first = line('36.00', 'ACOMPTE', { counterparty: { name: 'ACME TRAVAUX' } });
    const second = line('36.00', 'VIR F2026/1114', iban(ACME, 'ACME TRAVAUX'));
    const decisions = match(book, [first, second]);
    expect(decisions.map(({ decision }) => decision)).toEqual(['review', 'review']);
    expect(decisions[1]!.reason).toContain('waits for a decision');
  });
});
