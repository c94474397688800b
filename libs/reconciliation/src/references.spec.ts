import { describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { brief, item, line, match, matchOne } from './testing/builders.js';

const IBAN = 'FR7630006000011234567890189';
const payer = { counterparty: { name: 'ACME TRAVAUX', iban: IBAN } };
const items = [
  item({ number: 'FA2026-000123', open: '120.00' }),
  item({ number: 'FA2026-000124', open: '250.00' }),
  item({ number: 'FA2026-000130', open: '77.30' }),
  item({ number: 'FA2026-000500', open: '990.00', customer: 'C2', name: 'BERTIN CONSEIL SAS' }),
];

describe('references', () => {
  it.each([
    'FA2026-000123',
    'REGLEMENT FA2026-000123 VOTRE REF 123456',
    'PAIEMENT FACTURE FA2026-000123 DU 14/03/2026',
    'VIR FA2026000123 CLIENT 4711',
    'FA2026 000123 0612345678',
    'FA 2026/000123',
    'fa2026-000123',
    'FACTFA2026-000123',
    'Règlement facture n° FA2026-000123',
    '/INV/FA2026-000123/',
    '000123/2026',
    '2026/123',
    'FA-123-2026',
    'FA26-000123',
  ])('finds the invoice in "%s" without knowing the payer', (text) => {
    expect(brief(matchOne(items, line('120.00', text)))).toBe('auto FA2026-000123=120.00');
  });

  it.each(['FACT 123', 'F000123', 'FACTURE NO 123', 'FACTURE 000123', '123'])(
    'finds the shortened number in "%s" with payer and amount',
    (text) => {
      expect(brief(matchOne(items, line('120.00', text, payer)))).toBe('auto FA2026-000123=120.00');
    },
  );

  it.each(['FA2026-000132', 'FA2026-000128', 'FA2026-00123', 'FA2026-OOO123', 'FA2026-0001Z3', 'FA2026-0001'])(
    'forgives the slip in "%s" with payer and amount',
    (text) => {
      expect(brief(matchOne(items, line('120.00', text, payer)))).toBe('auto FA2026-000123=120.00');
    },
  );

  it('does not take the beginning of a number for a running number', () => {
    const paid = {
      transaction: line('80.00', 'F26-00026', { bookingDate: parseDay('2026-01-09') }),
      customer: 'C1',
      allocations: [{ invoice: 'F26-00026', amount: '80.00' }],
    };
    const open = [item({ number: 'F26-03633', open: '291.60' })];
    const text = line('291.60', 'F26-30633', { counterparty: { name: 'ACME TRAVAUX SARL' } });
    expect(brief(matchOne(open, text, { history: [paid] }))).toBe('auto F26-03633=291.60');
  });

  it('reads a number that the next mark of a German label touches', () => {
    const open = [item({ number: '000938', open: '512.40', name: 'Lang Handel GmbH' })];
    const decided = matchOne(open, line('512.40', 'EREF+NOTPROVIDEDSVWZ+RECHNUNG 000938ABWA+LANG HANDEL'));
    expect(brief(decided)).toBe('auto 000938=512.40');
    expect(decided.evidence!.map(({ kind }) => kind)).toEqual(['number', 'amount', 'name']);
  });

  it('does not forgive a slip of an unknown payer', () => {
    expect(matchOne(items, line('120.00', 'FA2026-000132')).decision).not.toBe('auto');
  });

  it('never settles another open item of the same customer by a slip', () => {
    const decision = matchOne(items, line('120.00', 'FA2026-000124', payer));
    expect(decision.decision).toBe('review');
    expect(decision.reason).toMatch(/FA2026-00012[34]/);
  });

  it.each([
    ['FA2026-000123 FA2026-000124', '370.00'],
    ['FA2026-000123, FA2026-000124 TOTAL 370.00', '370.00'],
    ['FA2026-000123/124', '370.00'],
    ['FA2026-000123+0124', '370.00'],
    ['FACTURES 123 ET 124', '370.00'],
  ])('reads the list "%s"', (text, amount) => {
    expect(brief(matchOne(items, line(amount, text, payer)))).toBe('auto FA2026-000123=120.00 FA2026-000124=250.00');
  });

  it('reads the abbreviated list FA2026-000123/124/130', () => {
    expect(brief(matchOne(items, line('447.30', 'FA2026-000123/124/130')))).toBe(
      'auto FA2026-000123=120.00 FA2026-000124=250.00 FA2026-000130=77.30',
    );
  });

  it('reads the range FA2026-000123 A 130', () => {
    expect(brief(matchOne(items, line('447.30', 'FA2026-000123 A 130')))).toBe(
      'auto FA2026-000123=120.00 FA2026-000124=250.00 FA2026-000130=77.30',
    );
  });

  it('never takes a part of a longer number: 991 is not in INV-99910', () => {
    const small = [item({ number: '991', open: '50.00' })];
    expect(matchOne(small, line('50.00', 'INV-99910')).decision).not.toBe('auto');
    expect(matchOne(small, line('50.00', 'PAIEMENT 19912')).decision).not.toBe('auto');
  });

  it.each(['COMMANDE 000500', 'BL 500', 'CLIENT 500', 'REF 000500', 'BON FA2026-000500', 'TEL 0100050000'])(
    'is not led astray by the decoy "%s"',
    (text) => {
      expect(brief(matchOne(items, line('120.00', text, payer)))).toBe('auto FA2026-000123=120.00');
    },
  );

  it.each(['COMMANDE 000500', 'BL FA2026-000500', 'DEVIS 500'])(
    'does not settle the invoice of the decoy "%s" though the amount fits',
    (text) => {
      expect(matchOne(items, line('990.00', text)).decision).not.toBe('auto');
    },
  );

  it('reads a creditor reference in the field, joined, or in groups of four', () => {
    const referenced = [item({ number: 'X-77', open: '12.00', paymentReference: 'RF18539007547034' }), ...items];
    for (const one of [
      line('12.00', '', { structuredReference: 'RF18539007547034' }),
      line('12.00', 'RF18539007547034'),
      line('12.00', 'REF RF18 5390 0754 7034 MERCI'),
    ]) {
      expect(brief(matchOne(referenced, one))).toBe('auto X-77=12.00');
    }
    expect(matchOne(referenced, line('12.00', 'RF18539007547035')).decision).toBe('review');
  });

  it('reads Belgian and Swiss references', () => {
    const referenced = [
      item({ number: 'B1', open: '12.00', paymentReference: '+++090/9337/55493+++' }),
      item({ number: 'S1', open: '13.00', paymentReference: '210000000003139471430009017' }),
    ];
    expect(brief(matchOne(referenced, line('12.00', '+++090/9337/55493+++')))).toBe('auto B1=12.00');
    expect(brief(matchOne(referenced, line('13.00', '21 00000 00003 13947 14300 09017')))).toBe('auto S1=13.00');
  });

  it('reads the number from the end-to-end id and the order reference', () => {
    const ordered = [...items, item({ number: 'FA2026-000140', open: '61.00', orderReference: 'PO-88231' })];
    expect(brief(matchOne(ordered, line('250.00', 'MERCI', { endToEndId: 'FA2026-000124' })))).toBe(
      'auto FA2026-000124=250.00',
    );
    expect(brief(matchOne(ordered, line('61.00', 'COMMANDE PO-88231')))).toBe('auto FA2026-000140=61.00');
  });

  it('tells two series with the same running number apart', () => {
    const series = [
      item({ number: 'FA2026-000123', open: '120.00' }),
      item({ number: 'FB2026-000123', open: '120.00', customer: 'C2', name: 'BERTIN CONSEIL SAS' }),
    ];
    expect(brief(matchOne(series, line('120.00', 'FB2026-000123')))).toBe('auto FB2026-000123=120.00');
    expect(matchOne(series, line('120.00', 'FACT 123')).decision).toBe('review');
    expect(brief(matchOne(series, line('120.00', 'FACT 123', payer)))).toBe('auto FA2026-000123=120.00');
  });

  it('asks when the number belongs to one customer and the payer has the same amount open', () => {
    const decision = matchOne(
      [...items, item({ number: 'FA2026-000777', open: '990.00', ibans: [IBAN] })],
      line('990.00', 'FA2026-000500', payer),
    );
    expect(decision.decision).toBe('review');
    expect(decision.alternatives!.map(({ allocations }) => allocations[0]!.invoice)).toContain('FA2026-000777');
  });

  it('does not match across currencies, and says so', () => {
    const dollars = [item({ number: 'FA2026-000900', open: '120.00', currency: 'USD' })];
    const decision = matchOne(dollars, line('120.00', 'FA2026-000900'));
    expect(decision.decision).toBe('review');
    expect(decision.reason).toMatch(/another currency/);
  });

  it('knows nothing of an item before its issue date', () => {
    const later = [item({ number: 'FA2026-000901', open: '120.00', issued: '2026-03-01' })];
    expect(matchOne(later, line('120.00', 'FA2026-000901')).decision).toBe('review');
  });

  it('applies its own decisions by booking day and prints them in the order read', () => {
    const second = line('120.00', 'FA2026-000123', payer);
    const first = { ...line('120.00', 'FA2026-000123', payer), bookingDate: '2026-02-08' as typeof second.bookingDate };
    const decisions = match(items, [second, first]);
    expect(decisions.map(({ transaction }) => transaction)).toEqual([second.ref, first.ref]);
    expect(brief(decisions[1]!)).toBe('auto FA2026-000123=120.00');
    expect(decisions[0]!.allocations ?? []).toEqual([]);
  });
});
