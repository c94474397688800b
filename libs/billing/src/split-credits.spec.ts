import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitCredits } from './split-credits.js';

describe('credit used together with a bank line', () => {
  it('settles first, the line the rest; an adjustment goes with the last piece', () => {
    const { own, fromCredit } = splitCredits(
      [
        { itemId: 'a', amount: 100n, adjustment: { kind: 'discount', amount: 2n } },
        { itemId: 'b', amount: -20n },
      ],
      [{ paymentId: 'p', amount: 30n }],
    );
    expect(fromCredit.get('p')).toEqual([{ itemId: 'a', amount: 30n }]);
    expect(own).toEqual([
      { itemId: 'a', amount: 70n, adjustment: { kind: 'discount', amount: 2n } },
      { itemId: 'b', amount: -20n },
    ]);
  });

  it('gives every item exactly what was decided, from whatever it comes', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 500n }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(amounts, amounts, (items, credits) => {
        const total = items.reduce((a, b) => a + b, 0n);
        fc.pre(credits.reduce((a, b) => a + b, 0n) <= total);
        const allocations = items.map((amount, index) => ({ itemId: `i${index}`, amount }));
        const { own, fromCredit } = splitCredits(
          allocations,
          credits.map((amount, index) => ({ paymentId: `p${index}`, amount })),
        );
        const pieces = [...own, ...[...fromCredit.values()].flat()];
        for (const { itemId, amount } of allocations) {
          expect(pieces.filter((piece) => piece.itemId === itemId).reduce((sum, piece) => sum + piece.amount, 0n)).toBe(
            amount,
          );
        }
        for (const [index, amount] of credits.entries()) {
          expect(fromCredit.get(`p${index}`)!.reduce((sum, piece) => sum + piece.amount, 0n)).toBe(amount);
        }
      }),
    );
  });

  it('refuses more credit than the items get, and credit of nothing', () => {
    expect(() => splitCredits([{ itemId: 'a', amount: 10n }], [{ paymentId: 'p', amount: 11n }])).toThrow(
      'more credit is used',
    );
    expect(() => splitCredits([{ itemId: 'a', amount: 10n }], [{ paymentId: 'p', amount: 0n }])).toThrow('positive');
  });
});
