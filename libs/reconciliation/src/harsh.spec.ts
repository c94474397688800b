import { describe, expect, it } from '@jest/globals';
import { parseDay, type HistoryRecord, type OpenItem, type TransactionLine } from '@lettrage/domain';
import { score } from './bench/score.js';
import { generateStress } from './bench/stress/stress.js';
import { matchAll } from './match-all.js';
import { publicDecision } from './public-decision.js';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const acme = { counterparty: { name: 'ACME TRAVAUX' } };
const day = (text: string): { bookingDate: TransactionLine['bookingDate'] } => ({ bookingDate: parseDay(text) });

describe('numbers that are something else', () => {
  it('takes three two-digit groups before a number for a day, not for a phone', () => {
    const items = [item({ number: '2026.14647', open: '600.00' })];
    expect(brief(matchOne(items, line('600.00', 'LE 03 07 26 2026.14647')))).toBe('auto 2026.14647=600.00');
  });

  it('reads 01960 as a running number and 2026 as a year', () => {
    const items = [item({ number: 'F26-01960', open: '120.00' })];
    expect(brief(matchOne(items, line('120.00', 'FACTURE 01960', acme)))).toBe('auto F26-01960=120.00');
    expect(matchOne([item({ number: 'F26-02026', open: '120.00' })], line('120.00', 'FACTURE 2026')).decision).toBe(
      'review',
    );
  });

  it('takes two digits at the end of a number for a year or a version', () => {
    const items = ['1201-26', '1202-26'].map((number, at) =>
      item({ number, open: `${99 + at}.00`, customer: `C${at}`, name: `NOM${at} SARL` }),
    );
    expect(brief(matchOne(items, line('100.00', 'FACT 1202')))).toBe('auto 1202-26=100.00');
    expect(matchOne(items, line('99.00', 'FACT 26')).decision).toBe('review');
  });

  it('does not take the digits a label ends in for the tail of a list', () => {
    const items = [
      item({ number: '2615827', open: '99.00' }),
      item({ number: '2615826', open: '99.00', customer: 'C2', name: 'ROUX IMMOBILIER' }),
    ];
    expect(matchOne(items, line('198.00', 'VIR INST ACME TRAVA 2615827 ET 26')).decision).toBe('review');
  });

  it('lets a word for a slip govern its own number only', () => {
    const items = [
      item({ number: '2026-02125', open: '100.10' }),
      item({ number: '2026-02231', open: '200.20', customer: 'C2', name: 'BERTIN CONSEIL' }),
    ];
    const decision = matchOne(
      items,
      line('300.30', 'BORDEREAU 7918 2026-02125 2026-02231', { counterparty: { name: 'AFFACTURA SA' } }),
    );
    expect(decision.allocations!.map(({ invoice }) => invoice).sort()).toEqual(['2026-02125', '2026-02231']);
  });

  it('does not believe one number of what may be a range', () => {
    const items = [item({ number: '1013-26', open: '99.00', customer: 'C2', name: 'BERTIN CONSEIL' })];
    expect(matchOne(items, line('99.00', 'REF 1006-26')).decision).toBe('review');
  });
});

describe('names that many share', () => {
  const common = (count: number): OpenItem[] =>
    Array.from({ length: count }, (_, at) =>
      item({
        number: `FA2026-1${String(at).padStart(5, '0')}`,
        open: `${at + 500}.10`,
        customer: `K${at}`,
        name: `ROBERT VILLE${at}`,
      }),
    );

  it('does not take ROBERT of ROBERT ET FIL… for the customer who is called just that', () => {
    const items = [...common(60), item({ number: 'FA2026-000001', open: '29.00', customer: 'R', name: 'ROBERT SCI' })];
    expect(matchOne(items, line('29.00', 'VIR SEPA RECU /DE ROBERT ET FIL')).decision).toBe('review');
  });

  it('does not reach across the tags of a label for a name', () => {
    const items = [item({ number: 'FA2026-000001', open: '49.00', name: 'MME ROBERT REMI' })];
    expect(matchOne(items, line('49.00', '/EREF/E382097323/ORDP/ROBERT M/REMI/MERCI')).decision).toBe('review');
  });

  it('thinks of the longer name, printed backwards too', () => {
    const items = [
      item({ number: 'FA2026-000001', open: '99.00', customer: 'A', name: 'TRANSPORTS RHONE SCI' }),
      item({ number: 'FA2026-000002', open: '99.00', customer: 'B', name: 'MICHEL TRANSPORTS RHONE' }),
    ];
    expect(matchOne(items, line('99.00', 'VIR INST RHONE TRANSPORTS MICHE')).decision).toBe('review');
  });

  it('points at nobody with a name of more than forty customers', () => {
    const items = Array.from({ length: 50 }, (_, at) =>
      item({
        number: `FA2026-${String(at).padStart(6, '0')}`,
        open: `${at + 100}.00`,
        customer: `K${at}`,
        name: 'DUPONT JEAN',
      }),
    );
    const decision = matchOne(items, line('120.00', 'MERCI', { counterparty: { name: 'DUPONT JEAN' } }));
    expect([decision.decision, decision.rule]).toEqual(['review', 'amount']);
  });
});

describe('money that may be meant otherwise', () => {
  const two = [
    item({ number: '4123', open: '90.00' }),
    item({ number: '4130', open: '90.00', customer: 'C2', name: 'BERTIN CONSEIL' }),
  ];

  it('asks where the payer has the amount open and the text names a stranger’s item of it', () => {
    expect(matchOne(two, line('90.00', 'BILL 4130', acme)).decision).toBe('review');
  });

  it('does not settle a number with a slip that is an open item as printed', () => {
    const items = [
      item({ number: '04409', open: '49.00' }),
      item({ number: '04405', open: '49.00', customer: 'C2', name: 'MARS CENTRE' }),
    ];
    expect(matchOne(items, line('49.00', 'PAIEMENT 04405', acme)).decision).toBe('review');
  });

  it('takes no other item for a number that was just paid, by a namesake neither', () => {
    const items = [
      item({ number: '0326', open: '29.00', customer: 'A', name: 'OASIS GMBH' }),
      item({ number: '0216', open: '29.00', customer: 'B', name: 'OASIS LTD' }),
    ];
    const named = { counterparty: { name: 'OASIS' } };
    const [first, second] = match(items, [
      line('29.00', 'FACT 0326', { ...named, ...day('2026-02-10') }),
      line('29.00', '0326', { ...named, ...day('2026-03-20') }),
    ]);
    expect(brief(first!)).toBe('auto 0326=29.00');
    expect(second!.decision).toBe('review');
  });

  it('takes no set of a customer whose namesake may have paid', () => {
    const items = [
      item({ number: 'FA2026-000001', open: '49.00', customer: 'A', name: 'GARNIER ET FILS SARL' }),
      item({ number: 'FA2026-000002', open: '99.37', customer: 'A', name: 'GARNIER ET FILS SARL' }),
      item({ number: 'FA2026-000003', open: '70.00', customer: 'B', name: 'GARNIER ET FILS SAS' }),
    ];
    expect(
      matchOne(items, line('148.37', 'VOS FACTURES', { counterparty: { name: 'GARNIER ET FILS' } })).decision,
    ).toBe('review');
  });

  it('takes a word of the customer’s name for no word about an order', () => {
    const items = [item({ number: 'FA2026-000001', open: '900.00', name: 'COMMANDE SERVICES SARL' })];
    const decision = matchOne(items, line('250.00', 'REGLEMENT', { counterparty: { name: 'COMMANDE SERVICES' } }));
    expect(decision.decision).toBe('review');
  });

  it('does not post for a customer what a supplier pays back', () => {
    const items = [item({ number: '001171', open: '383.64' })];
    const text = 'EDF REMBOURSEMENT TROP PERCU 001171';
    expect(matchOne(items, line('383.64', text, { counterparty: { name: 'EDF' } })).decision).toBe('review');
  });
});

describe('what a person is offered', () => {
  const short = [
    item({ number: 'FA2026-000123', open: '1000.00', discount: { percent: '2.00', until: parseDay('2026-01-15') } }),
  ];
  const past = (at: number): HistoryRecord => ({
    transaction: { ...line('980.00', `FA2025-00000${at}`, { ...acme, ...day(`2026-01-0${at}`) }), ref: `h${at}` },
    customer: 'C1',
    allocations: [
      { invoice: `FA2025-00000${at}`, amount: '980.00', adjustment: { kind: 'bank-fee', amount: '20.00' } },
    ],
  });

  it('gets a shortfall as a part, a discount or a fee, each with its reason in a sentence', () => {
    const decision = matchOne(short, line('980.00', 'FA2026-000123', acme));
    const kinds = [decision, ...decision.alternatives!].map(
      ({ allocations }) => allocations![0]!.adjustment?.kind ?? 'part',
    );
    expect([decision.decision, ...kinds.slice(0, 3)]).toEqual(['review', 'part', 'discount', 'bank-fee']);
    expect(decision.alternatives![0]!.why).toBe('the text points at FA2026-000123; open amounts less a discount');
  });

  it('is offered first what the customer is used to keep back, and it is still a person who decides', () => {
    const decision = matchOne(short, line('980.00', 'FA2026-000123', acme), { history: [past(1), past(2)] });
    expect([decision.decision, decision.allocations![0]!.adjustment?.kind]).toEqual(['review', 'bank-fee']);
    expect(decision.evidence!.find(({ kind }) => kind === 'habit')?.detail).toBe(
      'the customer has kept the like back 2 times',
    );
  });
});

describe('a world of another hand', () => {
  it.each([7, 15, 33])('posts nothing that its lines do not bear out, seed %s', (seed) => {
    const { truth, ...input } = generateStress(seed, 60);
    const { all } = score(matchAll(input).map(publicDecision), truth, new Set());
    expect([all.wrong, all.autos > 0]).toEqual([0, true]);
  });

  it('gives the same bytes for the same seed', () => {
    const text = (seed: number): string =>
      JSON.stringify(generateStress(seed, 40), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
    expect(text(3)).toBe(text(3));
    expect(text(3)).not.toBe(text(4));
  });
});
