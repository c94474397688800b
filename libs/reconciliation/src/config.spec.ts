import { describe, expect, it } from '@jest/globals';
import { InputError } from '@lettrage/domain';
import { readMatchConfig } from './config.js';
import { brief, item, line, matchOne } from './testing/builders.js';

describe('tolerances of some lines', () => {
  const bill = item({ number: 'FA2026-000123', open: '1000.00' });
  const config = readMatchConfig({
    tolerances: {
      bankFee: '20.00',
      for: [
        { pattern: 'GLOBEX', bankFee: '40.00' },
        { pattern: 'MAIRIE', rounding: '0.00' },
      ],
    },
  });
  const paid = (amount: string, name: string): string =>
    brief(matchOne([bill], line(amount, 'FA2026-000123 /CHGS', { counterparty: { name } }), { config }));

  it('replace the company’s where the pattern fits the payer or the text', () => {
    expect(paid('970.00', 'GLOBEX CORP')).toBe('auto FA2026-000123=970.00(bank-fee 30.00)');
    expect(paid('970.00', 'INITECH')).toMatch(/^review/);
  });

  it('are the company’s where the entry leaves one out', () => {
    expect(paid('999.50', 'GLOBEX CORP')).toBe('auto FA2026-000123=999.50(rounding 0.50)');
    expect(paid('999.50', 'MAIRIE DE LYON')).not.toContain('rounding');
    expect(paid('985.00', 'MAIRIE DE LYON')).toBe('auto FA2026-000123=985.00(bank-fee 15.00)');
  });

  it.each([
    ['nothing named', { pattern: 'A' }],
    ['no pattern', { bankFee: '1.00' }],
    ['a pattern that cannot run in linear time', { pattern: '(A)\\1', bankFee: '1.00' }],
    ['a negative amount', { pattern: 'A', rounding: '-1.00' }],
    ['an unknown key', { pattern: 'A', rounding: '1.00', days: 3 }],
  ])('are refused with %s', (_, entry) => {
    expect(() => readMatchConfig({ tolerances: { for: [entry] } })).toThrow(InputError);
  });
});

describe('a rule for a customer', () => {
  it.each(['.*', 'X*', '^', '(A|)'])('that fits every line is refused: %s', (pattern) => {
    expect(() => readMatchConfig({ rules: [{ id: 'all', pattern, customer: 'C1' }] })).toThrow(InputError);
    expect(readMatchConfig({ rules: [{ id: 'all', pattern, category: 'other' }] }).rules).toHaveLength(1);
  });
});
