import { describe, expect, it } from '@jest/globals';
import { parseDay, type Advice, type TransactionLine } from '@lettrage/domain';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const ACME_IBAN = 'FR7630001007941234567890185';

describe('counters of the bank', () => {
  const sameAmount = [
    item({ number: 'FA2026-000257', open: '49.00', ibans: [ACME_IBAN] }),
    item({ number: 'FA2026-000587', open: '49.00', ibans: [ACME_IBAN] }),
  ];
  const subscription = (additional: string): TransactionLine =>
    line('49.00', 'ABO MENSUEL', { counterparty: { name: 'ACME TRAVAUX', iban: ACME_IBAN }, additional });

  it('do not pick one of two items of the same amount', () => {
    expect(matchOne(sameAmount, subscription('NtryRef 587; AcctSvcrRef A0001429E')).decision).toBe('review');
  });

  it('do not stand against the only item of the amount either', () => {
    const stranger = item({ number: 'FA2026-000598', open: '2400.00', customer: 'C2', name: 'BOIS DU NORD SARL' });
    const own = item({ number: 'FA2026-000556', open: '2400.00', ibans: [ACME_IBAN] });
    const paid = line('2400.00', '', {
      counterparty: { name: 'ACME TRAVAUX', iban: ACME_IBAN },
      additional: 'NtryRef 598',
    });
    expect(brief(matchOne([stranger, own], paid))).toBe('auto FA2026-000556=2400.00');
  });
});

describe('a returned direct debit', () => {
  const collected = { mandateId: 'RUM77', counterparty: { name: 'ACME TRAVAUX' } };
  const back = { ...collected, return: { reason: 'MS02' }, bookingDate: parseDay('2026-02-20') };
  const february = line('300.00', '', { ...collected, endToEndId: 'FA2026-000957' });

  it('is not that of another collection under the same mandate', () => {
    const items = [item({ number: 'FA2026-000957', open: '300.00' })];
    const returned = line('-300.00', '', { ...back, endToEndId: 'E260709740358' });
    const [, decision] = match(items, [february, returned]);
    expect(decision).toMatchObject({
      decision: 'review',
      reason: 'the bank gives a payment back, but the earlier payment is not known',
    });
  });

  it('is known by its mandate where the bank leaves the end-to-end id out', () => {
    const items = [item({ number: 'FA2026-000957', open: '300.00' })];
    const [, decision] = match(items, [february, line('-300.00', '', back)]);
    expect(decision!.reverses).toEqual([{ transaction: february.ref, invoice: 'FA2026-000957', amount: '300.00' }]);
  });
});

describe('a name that was read in the label', () => {
  const kruger = { customer: 'C9', name: 'Krüger Präzision AG' };
  const label = 'VIR SEPA RECU /DE KRUGER PRAZISION AG /MOTIF VE25/03356 ET V';

  it('does not hide that the list in the label is cut', () => {
    const items = [
      item({ ...kruger, number: 'VE25/03356', open: '1200.00' }),
      item({ ...kruger, number: 'VE26/00324', open: '416.98', issued: '2026-02-11' }),
    ];
    const paid = line('1616.98', label, { counterparty: { name: 'KRUGER PRAZISION AG' } });
    expect(matchOne(items, paid).decision).toBe('review');
  });
});

describe('a report of what the company handed in', () => {
  const items = [
    item({ number: 'FA2026-000291', open: '360.00' }),
    item({ number: 'FA2026-000292', open: '120.00', customer: 'C2', name: 'BOIS DU NORD SARL' }),
  ];
  const advice: Advice[] = ['direct-debits' as const, 'cheque-slip' as const].map((kind) => ({
    kind,
    date: parseDay('2026-02-09'),
    total: '480.00',
    items: [
      { invoice: 'FA2026-000291', amount: '360.00' },
      { invoice: 'FA2026-000292', amount: '120.00' },
    ],
  }));

  it.each(advice)('does not explain a transfer of the same total ($kind)', (one) => {
    const transfer = line('480.00', 'VIR SOCIETE INDUSTRIELLE DE SER', { code: { proprietary: '05' } });
    expect(matchOne(items, transfer, { advice: [one] }).decision).toBe('review');
    const structured = line('480.00', 'ACOMPTE', {
      counterparty: { name: 'SERRURERIE BREHAL' },
      code: { domain: 'PMNT', family: 'RCDT', subfamily: 'ESCT' },
    });
    expect(matchOne(items, structured, { advice: [one] }).decision).toBe('review');
  });

  it.each(advice)('does not explain one debit of the same total ($kind)', (one) => {
    const debit = line('480.00', '', { mandateId: 'RUM77', endToEndId: 'E2601', counterparty: { name: 'BTP' } });
    expect(matchOne(items, debit, { advice: [one] }).decision).toBe('review');
  });

  it('explains the collection', () => {
    const collection = line('480.00', 'REMISE PRLV SEPA 4711 NB 2');
    expect(brief(matchOne(items, collection, { advice: [advice[0]!] }))).toBe(
      'auto FA2026-000291=360.00 FA2026-000292=120.00',
    );
  });
});

describe('public accountants', () => {
  const town = { customer: 'C5', name: 'Commune de Villefagnan' };
  const bill = item({ ...town, number: 'FA2026-000232', open: '526.27' });
  const of = (name: string): Pick<TransactionLine, 'counterparty'> => ({ counterparty: { name } });

  it('pay the bill that their payment order names', () => {
    for (const payer of ['DDFIP DU LOIRET', 'TRESOR PUBLIC SGC LOUHANS', 'SGC LOUHANS', 'TRESORERIE DE NEUVIC']) {
      const paid = line('526.27', 'MANDAT 1645 BORD 237 COMMUNE DE VILLEFAGNAN FACT 232', of(payer));
      expect(`${payer}: ${brief(matchOne([bill], paid))}`).toBe(`${payer}: auto FA2026-000232=526.27`);
    }
  });

  it('pay for the body that the text names without a number', () => {
    const paid = line('526.27', 'MANDAT 1645 BORD 237 COMMUNE DE VILLEFAGNAN', of('SGC LOUHANS'));
    expect(brief(matchOne([bill], paid))).toBe('auto FA2026-000232=526.27');
  });

  it('are not taken for the town they sit in', () => {
    const louhans = item({ customer: 'C6', name: 'Commune de Louhans', number: 'FA2026-000300', open: '526.27' });
    const paid = line('526.27', 'MANDAT 1645 BORD 237 COMMUNE DE VILLEFAGNAN', of('SGC LOUHANS'));
    expect(matchOne([bill, louhans], paid).allocations).toEqual([{ invoice: 'FA2026-000232', amount: '526.27' }]);
  });

  it('make no internal transfer of what a treasury office pays', () => {
    for (const text of [
      'VIR TRESORERIE DE SAINT CHELY F',
      'VIREMENT DE TRESORERIE DE DECIZE MANDAT 4040',
      'VIR TRESOR PUBLIC SGC CHAT',
    ])
      expect(matchOne([bill], line('526.27', text)).decision).toBe('review');
    expect(brief(matchOne([bill], line('526.27', 'VIREMENT DE TRESORERIE')))).toBe('none transfer');
  });

  it('give taxes back where the text says so, or nothing else', () => {
    for (const text of ['REMBOURSEMENT CREDIT TVA 032026', 'VIREMENT'])
      expect(brief(matchOne([bill], line('700.00', text, of('DGFIP'))))).toBe('none tax');
  });
});

describe('a whole number beside the name of its customer', () => {
  it('is no slip for a neighbour of the same amount, whoever pays', () => {
    const items = [
      item({ number: 'FA2026-000827', open: '600.00', name: 'Scierie Issartel' }),
      item({ number: 'FA2026-000829', open: '600.00', customer: 'C2', name: 'BOIS DU NORD SARL' }),
    ];
    const factor = { counterparty: { name: 'EUROFACTOR' } };
    expect(brief(matchOne(items, line('600.00', 'FA2026-000827 SCIERIE ISSARTEL', factor)))).toBe(
      'auto FA2026-000827=600.00',
    );
    expect(matchOne(items, line('600.00', 'FA2026-000827', factor)).decision).toBe('review');
  });
});

describe('numbers and what is printed beside them', () => {
  const acme = { counterparty: { name: 'ACME TRAVAUX', iban: ACME_IBAN } };
  const one = (number: string, open: string): ReturnType<typeof item> => item({ number, open, ibans: [ACME_IBAN] });

  it('the second of three parts is no tail of a list', () => {
    const items = [one('FA2026-000353', '900.00'), one('FA2026-000351', '70.00'), one('FA2026-000352', '80.00')];
    expect(brief(matchOne(items, line('450.00', 'FA2026-000353 1/2', acme)))).toBe('auto FA2026-000353=450.00');
    expect(brief(matchOne(items, line('150.00', 'FA2026-000351/2', acme)))).toBe(
      'auto FA2026-000351=70.00 FA2026-000352=80.00',
    );
  });

  it('an amount after a number does not swallow it', () => {
    const items = [one('19769', '200.40'), one('19800', '200.40')];
    expect(brief(matchOne(items, line('200.40', 'REGLEMENT DE LA FACTURE 19769 200,40 EUR', acme)))).toBe(
      'auto 19769=200.40',
    );
  });

  it('a number stands joined to the N before it', () => {
    const items = [one('VE26/00227', '348.00'), one('VE26/00347', '348.00')];
    for (const text of ['FACT N227', 'FACTURE NO227', 'FACT. N°227'])
      expect(brief(matchOne(items, line('348.00', text, acme)))).toBe('auto VE26/00227=348.00');
  });

  it('a running number that looks like a year stands before the year', () => {
    const items = [one('VE26/02084', '667.89'), one('VE26/01000', '667.89')];
    expect(brief(matchOne(items, line('667.89', 'VIR VE-2084-2026', acme)))).toBe('auto VE26/02084=667.89');
  });

  it('a word between a number and its day is no part of the number', () => {
    const items = [one('18625', '1199.79')];
    expect(brief(matchOne(items, line('1199.79', 'FACTURE 1862 DU 29/01/2026', acme)))).toBe('auto 18625=1199.79');
  });
});

describe('a payer known by name alone, of one earlier payment', () => {
  const items = [item({ number: 'FA2026-000400', open: '120.00' })];
  const lagarde = (iban: string): TransactionLine['counterparty'] => ({ name: 'LAGARDE PAUL', iban });
  const history = [
    {
      transaction: line('90.00', 'FA2025-000100', { counterparty: lagarde('FR7630001007941234567890185') }),
      customer: 'C1',
      allocations: [{ invoice: 'FA2025-000100', amount: '90.00' }],
    },
  ];

  it('is not proven where another account pays', () => {
    const paid = line('120.00', 'LOYER', { counterparty: lagarde('DE89370400440532013000') });
    expect(matchOne(items, paid, { history }).decision).toBe('review');
  });

  it('is proven where the same account pays', () => {
    const paid = line('120.00', 'MERCI', { counterparty: lagarde('FR7630001007941234567890185') });
    expect(brief(matchOne(items, paid, { history }))).toBe('auto FA2026-000400=120.00');
  });
});

describe('a customer that is a supplier too', () => {
  it('does not pay an item of the same amount with what it pays back', () => {
    const items = [item({ number: 'FA2026-000317', open: '360.00', ibans: [ACME_IBAN] })];
    const acme = { counterparty: { name: 'ACME TRAVAUX', iban: ACME_IBAN } };
    for (const text of ['RISTOURNE', 'RFA 2025', 'REMBOURSEMENT'])
      expect(matchOne(items, line('360.00', text, acme)).reason).toBe(
        'the text speaks of money that a supplier pays back',
      );
    expect(brief(matchOne(items, line('360.00', 'FA2026-000317', acme)))).toBe('auto FA2026-000317=360.00');
  });
});

describe('an end-to-end id of a few digits', () => {
  const paying = { counterparty: { name: 'ACME TRAVAUX', iban: ACME_IBAN }, endToEndId: '587' };

  it('is a counter of the payer and picks none of two items of the same amount', () => {
    const items = ['FA2026-000257', 'FA2026-000587'].map((number) =>
      item({ number, open: '49.00', ibans: [ACME_IBAN] }),
    );
    expect(matchOne(items, line('49.00', 'ABO MENSUEL', paying)).decision).toBe('review');
    expect(brief(matchOne(items, line('49.00', '', { ...paying, endToEndId: 'FACT 587' })))).toBe(
      'auto FA2026-000587=49.00',
    );
  });
});
