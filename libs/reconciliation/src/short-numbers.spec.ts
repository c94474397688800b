import { describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const acme = { counterparty: { name: 'ACME TRAVAUX', iban: 'DE89370400440532013000' } };
const known = { ibans: ['DE89370400440532013000'] };

describe('a number of which only the end is written', () => {
  it('does not speak against the item it is the end of', () => {
    for (const [number, text] of [
      ['FA-2026-00345', 'PAIEMENT FACT N 0345'],
      ['107116', 'VIREMENT 7116'],
      ['F2600447', 'FAC 447/2026'],
      ['V260133', 'betaling factuur 133/2026'],
      ['2600784', 'FRA. 784/26'],
      ['00566', 'FAC 0566 MERCI'],
    ] as const) {
      const decision = matchOne([item({ number, open: '331.20', ...known })], line('331.20', text, acme));
      expect(brief(decision)).toBe(`auto ${number}=331.20`);
    }
  });

  it('may be an older one where other digits than zeros are missing', () => {
    const decision = matchOne(
      [item({ number: 'FA-2026-01345', open: '331.20', ...known })],
      line('331.20', 'FACT 345', acme),
    );
    expect(decision.decision).toBe('review');
  });

  it('tells items of one amount apart', () => {
    const items = [
      item({ number: '10532', open: '99.00', ...known }),
      item({ number: '10455', open: '99.00', ...known }),
    ];
    expect(brief(matchOne(items, line('99.00', 'fakt 0455', acme)))).toBe('auto 10455=99.00');
  });

  it('is of no item that is numbered alike in another month', () => {
    const items = [item({ number: '2604-298', open: '450.00', ...known })];
    expect(matchOne(items, line('450.00', 'VOTRE FACTURE 2511-298', acme)).decision).toBe('review');
    const list = [
      item({ number: '2026/0012', open: '100.00', ...known }),
      item({ number: '2026/0013', open: '50.00', ...known }),
    ];
    expect(brief(matchOne(list, line('150.00', 'FACTURES 2026/0012/0013', acme)))).toBe(
      'auto 2026/0012=100.00 2026/0013=50.00',
    );
  });
});

describe('a short number that is somebody’s own whole one', () => {
  it('is not overruled by payer and amount', () => {
    const items = [
      item({ number: '55/A', open: '310.00', ...known }),
      item({ number: '461/A', open: '205.80', ...known }),
    ];
    expect(matchOne(items, line('205.80', '55/A', acme)).decision).toBe('review');
    expect(matchOne(items.slice(1), line('205.80', 'SALDO FT 91/A', acme)).decision).toBe('review');
  });

  it('of five digits and a proven payer says of what a part or a rounded amount is', () => {
    const items = [item({ number: '10515', open: '360.00', ...known })];
    expect(brief(matchOne(items, line('360.01', '10515', acme)))).toBe('auto 10515=360.01(rounding -0.01)');
    expect(brief(matchOne(items, line('180.00', 'DELBETALING 10515', acme)))).toBe('auto 10515=180.00');
    expect(matchOne(items, line('180.00', '10515')).decision).toBe('review');
  });
});

describe('a part that waits for a person', () => {
  it('leaves a rest that is not taken for another item of that amount', () => {
    const items = [
      item({ number: '101898', open: '3000.00', ...known }),
      item({ number: '101353', open: '1800.00', ...known }),
    ];
    const [part, rest] = match(items, [
      line('1200.00', 'ACOMPTE FACTURE 101898'),
      line('1800.00', 'VIREMENT', { ...acme, bookingDate: parseDay('2026-02-12') }),
    ]);
    expect([part!.decision, rest!.decision]).toEqual(['review', 'review']);
    expect(rest!.reason).toContain('would leave exactly this amount open of 101898');
  });
});

describe('months and words of the trade in other languages', () => {
  it('tell which month is paid', () => {
    const items = [
      item({ number: 'A26/0577', open: '49.00', issued: '2026-04-04', due: '2026-04-14', ...known }),
      item({ number: 'A26/1050', open: '49.00', issued: '2026-05-04', due: '2026-05-14', ...known }),
    ];
    const more = { ...acme, bookingDate: parseDay('2026-05-15') };
    for (const text of ['CUOTA MAYO', 'CANONE MAGGIO', 'huur mei', 'MENSUALITE MAI', 'Miete 05/2026'])
      expect(brief(matchOne(items, line('49.00', text, more)))).toBe('auto A26/1050=49.00');
  });

  it('say that several items or all of them are paid', () => {
    const items = [
      item({ number: '10383', open: '400.00', ...known }),
      item({ number: '10398', open: '100.00', ...known }),
    ];
    for (const text of ['PAGO FACTURAS', 'laskut', 'betaling fakturaer', 'Ausgleich Konto', 'AS PER STATEMENT'])
      expect(brief(matchOne(items, line('500.00', text, acme)))).toBe('auto 10383=400.00 10398=100.00');
  });

  it('say that a number is an order’s or an offer’s', () => {
    const items = [
      item({ number: '2600203', open: '552.95', ...known }),
      item({ number: '2600298', open: '552.95', customer: 'C2', name: 'OTRA SL' }),
    ];
    expect(brief(matchOne(items, line('552.95', 'PEDIDO 2600298', acme)))).toBe('auto 2600203=552.95');
    expect(matchOne(items, line('552.95', 'PRESUPUESTO 2600298', acme)).decision).toBe('review');
  });
});

describe('a stranger’s money for a customer whose whole name it writes', () => {
  it('pays the item it names, though the account has paid for others before', () => {
    const items = [
      item({ number: '2026/0966', open: '345.21', customer: 'C7', name: 'SOLSTICE DRUKKERIJ SA' }),
      item({ number: '2026/0800', open: '99.00', ...known }),
    ];
    const paid = line('345.21', '2026/0966 SOLSTICE DRUKKERIJ SA', {
      counterparty: { name: 'EUROFACTOR', iban: 'DE89370400440532013000' },
    });
    expect(brief(matchOne(items, paid))).toBe('auto 2026/0966=345.21');
  });
});

describe('a list of numbers that begin with their year', () => {
  it('goes on with the next year, which is no tail of the number before', () => {
    const history = [
      {
        transaction: line('70.00', 'FACT 2026-02026', acme),
        customer: 'C1',
        allocations: [{ invoice: '2026-02026', amount: '70.00' }],
      },
    ];
    const items = [
      item({ number: '2026-03461', open: '240.13', ...known }),
      item({ number: '2026-04184', open: '1269.28', ...known }),
      item({ number: '2026-03841', open: '612.37', ...known }),
    ];
    const cut = line('2121.78', 'VIREMENT DE ACME TRAVAUX 2026-03461, 2026-04184, 2026-');
    expect(brief(matchOne(items, cut, { history }))).toBe(
      'auto 2026-03461=240.13 2026-03841=612.37 2026-04184=1269.28',
    );
  });
});
