import { describe, expect, it } from '@jest/globals';
import { balancedAmounts, formatMinor, type JournalEntry } from '@lettrage/adapter-sdk';
import fc from 'fast-check';
import { CentsSum } from './fec-cents-sum.js';
import { directedWith, sidesOfEntry, sidesWith } from './fec-sides.js';

function entryOf(...sides: readonly (readonly [string, string])[]): JournalEntry {
  return { number: 'E1', journal: 'OD', lines: sides.map(([debit, credit]) => ({ debit, credit })) } as never;
}

/** Amounts as programs write them: plain, with fewer decimals, needless zeros, a sign, or very long. */
const written = fc
  .tuple(fc.bigInt(0n, 10n ** 18n), fc.constantFrom('plain', 'short', 'zeros', 'negative'))
  .map(([cents, how]) => {
    const plain = formatMinor(cents, 'EUR');
    if (how === 'short') return plain.replace(/\.?0+$/, '') || '0';
    if (how === 'zeros') return `0${plain}`;
    return how === 'negative' ? `-${plain}` : plain;
  });

describe('the sides of an entry', () => {
  it('are those of the exact reading, however the amounts are written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(written, fc.constant('100.00')), { maxLength: 4 }), (amounts) => {
        const entry = entryOf(
          ...amounts.map((amount) => [amount, '0.00'] as const),
          ...amounts.map((amount) => ['0.00', amount] as const),
        );
        if (amounts.length === 0) return expect(() => sidesOfEntry(entry)).toThrow('has no lines');
        const exact = balancedAmounts(entry);
        const { sides, total } = sidesOfEntry(entry);
        expect(total).toBe(exact.reduce((sum, { debit }) => sum + debit, 0n));
        sides.forEach((side, i) => {
          const { debit, credit } = exact[i]!;
          expect(sidesWith(side, ',')).toEqual(
            [debit, credit].map((each) => formatMinor(each, 'EUR').replace('.', ',')),
          );
          expect(directedWith(side, '.')[1]).toBe(debit !== 0n || credit === 0n);
        });
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [
      'an entry that is a cent out',
      [
        ['100.00', '0.00'],
        ['0.00', '99.99'],
      ],
      'debits 100.00, credits 99.99',
    ],
    ['both sides on a line', [['5.00', '5.00']], 'line 1 has a debit and a credit'],
    [
      'digits of another script',
      [
        ['1٢.00', '0.00'],
        ['0.00', '12.00'],
      ],
      'line 1: debit',
    ],
    [
      'more decimals than cents',
      [
        ['1.005', '0.00'],
        ['0.00', '1.005'],
      ],
      'more decimals',
    ],
  ] as const)('refuse %s', (_name, sides, message) => {
    expect(() => sidesOfEntry(entryOf(...sides))).toThrow(message);
  });
});

describe('a sum of cents', () => {
  it('stays exact beyond the safe integers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 15 - 1 }), { maxLength: 60 }), (amounts) => {
        const sum = new CentsSum();
        for (const amount of amounts) sum.add(amount);
        sum.add(-7n);
        expect(sum.value()).toBe(amounts.reduce((total, amount) => total + BigInt(amount), -7n));
      }),
      { numRuns: 100 },
    );
  });
});
