import { absolute } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CashSpread } from './spread-cash.js';

const shares = fc
  .array(fc.bigInt({ min: 1n, max: 10_000_000n }), { minLength: 1, maxLength: 6 })
  .map((totals) => totals.map((total, index) => ({ rate: String(index), total })));
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

describe('spreading receipts over VAT rates', () => {
  it('gives each rate its share of a partial receipt, the odd cent to the largest remainder', () => {
    const spread = new CashSpread([
      { rate: '20', total: 12000n },
      { rate: '5.5', total: 1055n },
    ]);
    expect(spread.next(10000n)).toEqual([9192n, 808n]);
    expect(spread.next(3055n)).toEqual([2808n, 247n]);
    expect(spread.remaining).toBe(0n);
  });

  it('gives an odd cent of equal shares to the first of the largest', () => {
    const spread = new CashSpread([
      { rate: '20', total: 100n },
      { rate: '10', total: 100n },
    ]);
    expect(spread.next(1n)).toEqual([1n, 0n]);
    expect(spread.next(1n)).toEqual([0n, 1n]);
  });

  it('refuses more than the invoice and less than nothing', () => {
    const spread = new CashSpread([{ rate: '20', total: 100n }]);
    expect(() => spread.next(101n)).toThrow(RangeError);
    expect(() => spread.next(-1n)).toThrow(RangeError);
    expect(() => new CashSpread([])).toThrow(RangeError);
    expect(
      () =>
        new CashSpread([
          { rate: '20', total: 5n },
          { rate: '10', total: -2n },
        ]),
    ).toThrow(RangeError);
  });

  it('adds up to every receipt, keeps its sign, stays within a cent of the exact share, and ends on the totals', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 10_000 })), { maxLength: 12 });
    fc.assert(
      fc.property(shares, steps, fc.boolean(), (rates, moves, credit) => {
        const signed = rates.map(({ rate, total }) => ({ rate, total: credit ? -total : total }));
        const spread = new CashSpread(signed);
        const total = sum(signed.map((share) => share.total));
        const given = signed.map(() => 0n);
        const step = (amount: bigint): void => {
          const parts = spread.next(amount);
          expect(sum(parts)).toBe(amount);
          parts.forEach((part, index) => {
            expect(part * amount >= 0n).toBe(true);
            given[index]! += part;
            const exact = signed[index]!.total * spread.cumulated;
            expect(absolute(given[index]! * total - exact) <= absolute(total)).toBe(true);
            expect(given[index]! * signed[index]!.total >= 0n).toBe(true);
            expect(absolute(given[index]!) <= absolute(signed[index]!.total)).toBe(true);
          });
        };
        for (const [back, share] of moves)
          step(back ? -(spread.cumulated * BigInt(share)) / 10_000n : (spread.remaining * BigInt(share)) / 10_000n);
        step(spread.remaining);
        expect(given).toEqual(signed.map((share) => share.total));
      }),
      { numRuns: 100 },
    );
  });

  it('spreads a thousand receipts of one cent without a rate running ahead', () => {
    const spread = new CashSpread([
      { rate: '20', total: 601n },
      { rate: '10', total: 299n },
      { rate: '5.5', total: 100n },
    ]);
    const given = [0n, 0n, 0n];
    let ahead = 0;
    for (let receipt = 0; receipt < 1000; receipt++) {
      spread.next(1n).forEach((part, index) => (given[index]! += part));
      ahead += spread.shares.filter(
        ({ total }, index) => absolute(given[index]! * 1000n - total * spread.cumulated) > 1000n,
      ).length;
    }
    expect(ahead).toBe(0);
    expect(given).toEqual([601n, 299n, 100n]);
  });
});
