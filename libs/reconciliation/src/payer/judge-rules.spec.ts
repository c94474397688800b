import { describe, expect, it } from '@jest/globals';
import { readMatchConfig } from '../config.js';
import { brief, item, line, matchOne } from '../testing/builders.js';

const items = [
  item({ number: 'FA2026-000123', open: '120.00' }),
  item({ number: 'FA2026-000124', open: '120.00', customer: 'C2', name: 'NEUMANN TECHNIK GMBH' }),
];
const config = readMatchConfig({ rules: [{ id: 'wide', pattern: 'FACTURE', customer: 'C1' }] });
const past = (customer: string | undefined, times: number) =>
  Array.from({ length: times }, (_, index) => ({
    transaction: line('75.00', `FACTURE ${index}`),
    ...(customer !== undefined && { customer, allocations: [{ invoice: `OLD-${index}`, amount: '75.00' }] }),
  }));
const payment = () => line('120.00', 'FACTURE', { counterparty: { name: 'GLYCINE GESTION' } });

describe('a company’s rule that names who pays', () => {
  it('is believed as long as nothing speaks against it', () => {
    expect(brief(matchOne([items[0]!], payment(), { config }))).toBe('auto FA2026-000123=120.00');
    expect(brief(matchOne([items[0]!], payment(), { config, history: past('C1', 3) }))).toBe(
      'auto FA2026-000123=120.00',
    );
  });

  it('posts nothing where others have paid such lines', () => {
    const history = [...past('C1', 3), ...past('C7', 1)];
    const decision = matchOne([items[0]!], payment(), { config, history });
    expect(brief(decision)).toBe('review FA2026-000123=120.00');
    expect(decision.evidence).toContainEqual({ kind: 'rule', detail: 'rule wide, which was wrong 1 of 4 times' });
  });

  it('posts nothing where such lines were no customer’s', () => {
    expect(matchOne([items[0]!], payment(), { config, history: past(undefined, 1) }).decision).toBe('review');
  });

  it('keeps its standing after one wrong confirmation among many', () => {
    const history = [...past('C7', 1), ...past('C1', 19)];
    expect(matchOne([items[0]!], payment(), { config, history }).decision).toBe('auto');
  });

  it('does not outweigh the whole name of another customer with an item of this amount', () => {
    const label = line('120.00', 'VIR SEPA NEUMANN TECHNIK GMBH SELON FACTURE');
    expect(matchOne(items, label, { config }).decision).toBe('review');
  });
});
