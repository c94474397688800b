import { describe, expect, it } from '@jest/globals';
import { parseDay, type TransactionLine } from '@lettrage/domain';
import { brief, item, line, match, matchOne } from '../testing/builders.js';

const july = { issued: '2026-07-01', due: '2026-07-10', open: '49.00' };
const on = (day: string): Pick<TransactionLine, 'bookingDate'> => ({ bookingDate: parseDay(day) });
const from = (name: string): Partial<TransactionLine> => ({ ...on('2026-07-15'), counterparty: { name } });

describe('a month in the text', () => {
  const bill = item({ ...july, number: 'AB-07', name: 'PRESSING DUPUIS' });
  const paying = (text: string): string => matchOne([bill], line('49.00', text, from('PRESSING DUPUIS'))).decision;

  it.each(['JANVIER', 'ABO 01/2026', 'M05', '2026-05', 'COTISATION 05 2026', '05/26', 'MAI ET JUILLET'])(
    'is not that of the only open bill: %s is asked',
    (text) => expect(paying(text)).toBe('review'),
  );

  it.each(['JUILLET', 'ABO 07/2026', 'M07', '2026-07', '07 2026', '07/26', 'DU 03/05/2026', 'ABONNEMENT'])(
    'is that of the open bill, or there is none: %s is posted',
    (text) => expect(paying(text)).toBe('auto'),
  );

  it('may be the month before a bill whose amount does not come again', () => {
    expect(paying('JUIN')).toBe('auto');
    const twice = [
      bill,
      item({ ...july, number: 'AB-06', issued: '2026-05-02', due: '2026-05-09', name: 'PRESSING DUPUIS' }),
    ];
    expect(matchOne(twice, line('49.00', 'JUIN', from('PRESSING DUPUIS'))).decision).toBe('review');
  });

  it('tells bills of one customer apart, never two customers of one name', () => {
    const namesake = item({
      ...july,
      number: 'AB-05',
      customer: 'C2',
      name: 'DUPUIS PRESSING SARL',
      issued: '2026-05-01',
    });
    expect(matchOne([bill, namesake], line('49.00', 'JUILLET', from('PRESSING DUPUIS'))).decision).toBe('review');
  });

  it('is no invoice number of a stranger', () => {
    const twelfth = item({ number: '12/2026', open: '49.00', customer: 'C2', name: 'BERTIN CONSEIL' });
    expect(matchOne([twelfth], line('49.00', '12/2026')).decision).toBe('review');
    expect(brief(matchOne([twelfth], line('49.00', 'FACTURE 12/2026')))).toBe('auto 12/2026=49.00');
  });
});

describe('a number that no open item has', () => {
  const bill = item({ number: 'F26-3468', open: '800.00' });
  const paying = (text: string): string =>
    matchOne([bill], line('800.00', text, { counterparty: { name: 'ACME TRAVAUX' } })).decision;

  it('may be an older bill where it is no larger than the running number of the open one', () => {
    expect(paying('VIR 272')).toBe('review');
    expect(paying('REGLEMENT 101')).toBe('review');
  });

  it('is something else where it is larger, a year, or called a customer code', () => {
    for (const text of ['75012 PARIS', 'REGLEMENT 2026', 'CLIENT 272']) expect(paying(text)).toBe('auto');
  });

  it('is the beginning of the open one, where it was cut', () => {
    const six = item({ number: '104601', open: '312.48' });
    const acme = { counterparty: { name: 'ACME TRAVAUX' } };
    expect(brief(matchOne([six], line('312.48', '1046', acme)))).toBe('auto 104601=312.48');
    expect(matchOne([six], line('312.48', '1023', acme)).decision).toBe('review');
  });

  it('is one of the same make as the open item’s', () => {
    const lettered = item({ number: '03239C', open: '49.00' });
    const decision = matchOne([lettered], line('49.00', '01262A', { counterparty: { name: 'ACME TRAVAUX' } }));
    expect(decision.reason).toContain('01262A');
  });

  it('is cut by the label and begins no number of the item', () => {
    const bills = [item({ number: 'C577-3337', open: '99.00', name: 'MOREAU JEAN' })];
    expect(matchOne(bills, line('99.00', 'VIR INST STE MOREAU JEAN PMT C3')).decision).toBe('review');
    expect(matchOne(bills, line('99.00', 'VIR INST STE MOREAU JEAN PMT C5')).decision).toBe('auto');
  });
});

describe('a name that may be another’s', () => {
  const rent = item({ number: 'QA-1', open: '735.00', name: 'LAMBERT JEAN' });
  const paidBy = (name: string, text = 'LOYER'): string =>
    matchOne([rent], line('735.00', text, { counterparty: { name } })).decision;

  it('is of two persons: its words stand on both sides of ET MME', () => {
    expect(paidBy('M LAMBERT ET MME JEAN')).toBe('review');
    expect(paidBy('M OU MME LAMBERT JEAN')).toBe('auto');
  });

  it('is double: one side of the hyphen alone is nobody', () => {
    expect(paidBy('LAMBERT-DURAND JEAN')).toBe('review');
  });

  it('stands beside another customer’s whole name in the text', () => {
    const other = item({ number: 'QA-2', open: '500.00', customer: 'C2', name: 'LE GOFF MARIE' });
    const paid = line('735.00', 'LOYER GOFF MARIE', { counterparty: { name: 'LAMBERT JEAN' } });
    expect(matchOne([rent, other], paid).reason).toContain('LE GOFF MARIE');
  });

  it('is that of another customer than the account', () => {
    const account = 'FR7630006000011234567890189';
    const items = [
      item({ number: 'QA-3', open: '735.00', customer: 'C3', name: 'VINCENT KARIM', ibans: [account] }),
      item({ number: 'QA-4', open: '735.00', customer: 'C4', name: 'VINCENT LEA' }),
    ];
    const paid = line('735.00', 'LOYER', { counterparty: { name: 'VINCENT LEA', iban: account } });
    expect(matchOne(items, paid).decision).toBe('review');
    expect(matchOne([items[0]!], paid).decision).toBe('auto');
  });

  it('is printed with the legal form of a namesake that owes the same', () => {
    const items = [
      item({ number: 'RG20261369', open: '273.70', name: 'Vogel Service GmbH & Co. KG' }),
      item({ number: 'RG20263691', open: '273.70', customer: 'C2', name: 'Vogel Service AG' }),
    ];
    const paid = (name: string): string =>
      matchOne(items, line('273.70', 'RG20261369', { counterparty: { name } })).decision;
    expect(paid('Vogel Service AG')).toBe('review');
    expect(paid('Vogel Service GmbH & Co. KG')).toBe('auto');
  });

  it('is found in a label whatever the order of its words', () => {
    const items = [
      item({ number: 'QA-5', open: '713.00', name: 'DA SILVA NICOLAS' }),
      item({ number: 'QA-6', open: '713.00', customer: 'C2', name: 'DAVID NICOLAS' }),
    ];
    expect(brief(matchOne(items, line('713.00', 'VIR INST NICOLAS DA SILVA LOYER')))).toBe('auto QA-5=713.00');
  });
});

describe('a number with a slip', () => {
  const items = [
    item({ number: 'FC21681', open: '1200.00' }),
    item({ number: 'FC21688', open: '90.00', customer: 'C2', name: 'BERTIN CONSEIL' }),
  ];
  const acme = { counterparty: { name: 'ACME TRAVAUX' } };

  it('hits a stranger’s item of another amount: the payer’s own of just this amount is meant', () => {
    expect(brief(matchOne(items, line('1200.00', 'FC21688', acme)))).toBe('auto FC21681=1200.00');
  });

  it('is asked where the item it hits has the amount too, or the payer has two of them', () => {
    const same = [items[0]!, item({ number: 'FC21688', open: '1200.00', customer: 'C2', name: 'BERTIN CONSEIL' })];
    expect(matchOne(same, line('1200.00', 'FC21688', acme)).decision).toBe('review');
    const twin = [...items, item({ number: 'FC29999', open: '1200.00' })];
    expect(matchOne(twin, line('1200.00', 'FC21688', acme)).decision).toBe('review');
  });

  it('is no bill of the payer’s that is paid if the book says whose it is', () => {
    const lines = [line('1290.00', 'FC21681 FC21688', { counterparty: { name: 'AFFACTURA SA' } })];
    const open = [...items, item({ number: 'FC21668', open: '77.00' })];
    const [factor, slip] = match(open, [...lines, line('77.00', 'FC21688', acme)]);
    expect([factor!.decision, brief(slip!)]).toEqual(['auto', 'auto FC21668=77.00']);
  });
});

describe('a part kept back', () => {
  it('is no credit note of that amount', () => {
    const items = [item({ number: 'FA2607-0096', open: '1800.00' }), item({ number: 'AV2607-0010', open: '-90.00' })];
    const decision = matchOne(
      items,
      line('1710.00', 'FA2607-0096 RETENUE GARANTIE 5%', { counterparty: { name: 'ACME TRAVAUX' } }),
    );
    expect(decision.decision).toBe('review');
  });
});

describe('ranges', () => {
  it('do not mean the numbers of other customers between their ends', () => {
    const items = [
      item({ number: 'FC21479', open: '120.00' }),
      item({ number: 'FC21510', open: '599.78' }),
      item({ number: 'FC21480', open: '75.00', customer: 'C2', name: 'BERTIN CONSEIL' }),
    ];
    const acme = { counterparty: { name: 'ACME TRAVAUX' } };
    expect(brief(matchOne(items, line('719.78', 'FC21479 AU 21510', acme)))).toBe('auto FC21479=120.00 FC21510=599.78');
    const own = [...items, item({ number: 'FC21500', open: '10.00' })];
    expect(matchOne(own, line('719.78', 'FC21479 AU 21510', acme)).decision).toBe('review');
  });
});

describe('short numbers', () => {
  it('of an unknown payer prove nothing where other bills have the amount', () => {
    const items = ['0861', '0862'].map((number, at) =>
      item({ number, open: '99.00', customer: `C${at}`, name: `CLIENT${at} CONSEIL` }),
    );
    const [stray] = match(items, [line('99.00', 'XYZ 0861', { counterparty: { name: 'SERVICES COMMUNS' } })]);
    expect(stray!.decision).toBe('review');
  });

  it('named beside a word for a part are no prepayment', () => {
    const items = [item({ number: '152', open: '2860.13', name: 'FERRARI MECCANICA' })];
    const decision = matchOne(items, line('1430.06', 'ANZAHLUNG 152', { counterparty: { name: 'FERRARI MECCANICA' } }));
    expect(decision.decision).toBe('review');
  });
});

describe('an account that is known', () => {
  const iban = 'FR7630006000011234567890189';
  const item1 = item({ number: 'FA2026-000123', open: '120.00', ibans: [iban] });
  const from = (name: string, text = 'VIREMENT') => line('120.00', text, { counterparty: { name, iban } });

  const allocations = [{ invoice: 'FA2025-000009', amount: '77.00' }];
  const history = (name: string) => [
    { transaction: { ...from(name, 'FA2025-000009'), amount: '77.00' }, customer: 'C1', allocations },
  ];

  it('proves nothing under a name that it was never known with', () => {
    const decision = matchOne([item1], from('CABINET HIPPOCAMPE'), { history: history('ACME TRAVAUX') });
    expect(decision).toMatchObject({ decision: 'review', reason: expect.stringContaining('changed hands') });
  });

  it('proves who paid under a part of the name, or a name that has paid for the customer before', () => {
    expect(matchOne([item1], from('TRAVAUX ACME ET FILS'), { history: history('ACME TRAVAUX') }).decision).toBe('auto');
    expect(matchOne([item1], from('CABINET HIPPOCAMPE'), { history: history('CABINET HIPPOCAMPE') }).decision).toBe(
      'auto',
    );
  });

  it('is believed before it has paid, and under a name that a number has proved', () => {
    expect(matchOne([item1], from('CABINET HIPPOCAMPE')).decision).toBe('auto');
    const named = item({ number: 'FA2026-000200', open: '33.00' });
    const first = { ...from('CABINET HIPPOCAMPE', 'FA2026-000200'), amount: '33.00' };
    const decisions = match([item1, named], [first, from('CABINET HIPPOCAMPE')], { history: history('ACME TRAVAUX') });
    expect(decisions.map(({ decision }) => decision)).toEqual(['auto', 'auto']);
  });

  it('may pay under any name what it names', () => {
    expect(
      matchOne([item1], from('CABINET HIPPOCAMPE', 'FA2026-000123'), { history: history('ACME TRAVAUX') }).decision,
    ).toBe('auto');
  });
});

describe('a number of year and running number', () => {
  it('is a delivery note’s where the text says so, whatever its amount', () => {
    const bare = item({ number: '202608393', open: '73.84' });
    const stranger = { counterparty: { name: 'GLYCINE GESTION' } };
    for (const word of ['BL', 'DEVIS', 'BL N°'])
      expect(matchOne([bare], line('73.84', `${word} 202608393`, stranger)).decision).toBe('review');
    expect(matchOne([bare], line('73.84', 'FACTURE 202608393', stranger)).decision).toBe('auto');
    const series = item({ number: 'BL2026-000393', open: '73.84' });
    expect(matchOne([series], line('73.84', 'BL2026-000393', stranger)).decision).toBe('auto');
  });
});

describe('two lines of the same words', () => {
  it('are told apart by no number that the bank gives its entries', () => {
    const bills = ['FA2026-000123', 'FA2026-000124'].map((number, index) =>
      item({ number, open: '120.00', issued: `2026-02-0${1 + index * 8}` }),
    );
    const entry = (day: string, number: number): TransactionLine =>
      line('120.00', 'VIREMENT', {
        bookingDate: parseDay(day),
        counterparty: { name: 'ACME TRAVAUX' },
        additional: `NtryRef ${number}`,
      });
    const [first, second] = match(bills, [entry('2026-02-06', 56), entry('2026-02-10', 124)]);
    expect(first!.decision).toBe('auto');
    expect(second).toMatchObject({ decision: 'review', reason: expect.stringContaining('identical line') });
  });
});

describe('what is no number', () => {
  const bill = item({ number: 'FA2026-030855', open: '180.00' });
  const paid = (text: string): string =>
    brief(matchOne([bill], line('180.00', text, { counterparty: { name: 'ACME TRAVAUX' } })));

  it.each(['LE 28/06', 'VIREMENT DU 06/07', 'VALEUR 09.05', 'AM 01.02'])('a day without its year: %s', (text) =>
    expect(paid(text)).toBe('auto FA2026-030855=180.00'),
  );

  it.each(['28/06', '0607'])('but %s alone may be one', (text) => expect(paid(text)).toMatch(/^review/));

  it('the first of two payments is no list of tails', () => {
    const near = item({ number: 'FA2026-030851', open: '75.00' });
    const first = line('60.00', 'FA2026-030855 1/2', { counterparty: { name: 'ACME TRAVAUX' } });
    expect(brief(matchOne([bill, near], first))).toBe('auto FA2026-030855=60.00');
    const both = line('255.00', 'FA2026-030855/1', { counterparty: { name: 'ACME TRAVAUX' } });
    expect(brief(matchOne([bill, near], both))).toContain('FA2026-030851=75.00');
  });
});

describe('a credit note that is named', () => {
  it('goes before another of the same amount that is not', () => {
    const items = [
      item({ number: 'FA2026-000123', open: '941.35' }),
      item({ number: 'AV2026-00044', open: '-10.00' }),
      item({ number: 'AV2026-00246', open: '-10.00' }),
    ];
    const payment = (text: string) => line('931.35', text, { counterparty: { name: 'ACME TRAVAUX' } });
    expect(brief(matchOne(items, payment('FA2026-000123 MOINS AV2026-00044')))).toBe(
      'auto AV2026-00044=-10.00 FA2026-000123=941.35',
    );
    expect(matchOne(items, payment('FA2026-000123')).decision).toBe('review');
  });
});

describe('a payer who has paid for several customers', () => {
  const counterparty = { name: 'CABINET FIDUCIAIRE', iban: 'FR7630006000011234567890189' };
  const paidFor = (customer: string, times: number) =>
    Array.from({ length: times }, (_, index) => ({
      transaction: line('75.00', '', { counterparty }),
      customer,
      allocations: [{ invoice: `OLD-${customer}-${index}`, amount: '75.00' }],
    }));
  const bills = ['C2', 'C3'].map((customer, index) =>
    item({ number: `FA2026-00012${index}`, open: '180.00', customer, name: index === 0 ? 'BERTIN' : 'DUCLOS' }),
  );
  const payment = () => line('180.00', 'VIREMENT', { counterparty });

  it('points at none of two who owe the amount', () => {
    const history = [...paidFor('C2', 2), ...paidFor('C3', 3)];
    expect(matchOne(bills, payment(), { history }).decision).toBe('review');
    expect(brief(matchOne(bills.slice(0, 1), payment(), { history }))).toBe('auto FA2026-000120=180.00');
  });

  it('does not point at the one for whom it paid once among many for others', () => {
    const history = [...paidFor('C3', 3), ...paidFor('C2', 1)];
    expect(matchOne(bills.slice(0, 1), payment(), { history }).decision).toBe('review');
  });
});

describe('an advice of the amount', () => {
  it('is not about a payment that names a settled item, nor surely where one item of the payer has the amount', () => {
    const bills = [item({ number: 'FA2026-000123', open: '90.00' }), item({ number: 'FA2026-000124', open: '35.00' })];
    const advice = [
      {
        kind: 'remittance' as const,
        payer: 'ACME TRAVAUX',
        total: '125.00',
        items: bills.map(({ number, open }) => ({ invoice: number, amount: `${open / 100n}.00` })),
      },
    ];
    const paid = (text: string) => line('125.00', text, { counterparty: { name: 'ACME TRAVAUX' } });
    const history = [
      {
        transaction: paid('FA2026-000099'),
        customer: 'C1',
        allocations: [{ invoice: 'FA2026-000099', amount: '125.00' }],
      },
    ];
    expect(matchOne(bills, paid('SELON AVIS'), { advice, history }).decision).toBe('auto');
    expect(matchOne(bills, paid('REGLT FA2026-000099'), { advice, history }).decision).toBe('review');
    const single = item({ number: 'FA2026-000125', open: '125.00' });
    expect(matchOne([...bills, single], paid('SELON AVIS'), { advice })).toMatchObject({
      decision: 'review',
      reason: 'FA2026-000125 explains the amount as well as the advice does',
    });
  });
});
