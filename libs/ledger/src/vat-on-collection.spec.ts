import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { vatMovement, vatStanding, type RateTax, type Settlement } from './vat-on-collection.js';

const NOTHING: Settlement = { collected: 0n, discounted: 0n, writtenOff: 0n };
const PARTS = ['collected', 'discounted', 'writtenOff'] as const;

/** Walks an item through settlements given in thousandths of its total and adds up what is booked. */
function walk(taxes: readonly RateTax[], total: bigint, steps: readonly (readonly [part: number, share: number])[]) {
  const booked = taxes.map(() => ({ released: 0n, discounted: 0n, writtenOff: 0n }));
  let settlement = NOTHING;
  const move = (after: Settlement): void => {
    vatMovement(taxes, total, settlement, after).forEach((movement, i) => {
      booked[i]!.released += movement.released;
      booked[i]!.discounted += movement.discounted;
      booked[i]!.writtenOff += movement.writtenOff;
    });
    settlement = after;
  };
  for (const [part, share] of steps) {
    const name = PARTS[part]!;
    move({ ...settlement, [name]: settlement[name] + (total * BigInt(share)) / 1000n });
  }
  return { booked, move, settlement: () => settlement };
}

const anItem = fc.array(fc.bigInt({ min: 0n, max: 500_000n }), { minLength: 1, maxLength: 3 }).map((amounts) => ({
  taxes: amounts.map((tax, i) => ({ rate: String(i), tax })),
  total: amounts.reduce((sum, tax) => sum + tax * 6n, 1n),
}));
const someSteps = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: -300, max: 400 })), { maxLength: 8 });

describe('VAT on collection, over any sequence of receipts, refunds, discounts and write-offs', () => {
  it('leaves nothing waiting once the item is settled', () => {
    fc.assert(
      fc.property(anItem, someSteps, fc.boolean(), ({ taxes, total }, steps, isCredit) => {
        const sign = isCredit ? -1n : 1n;
        const signed = taxes.map(({ rate, tax }) => ({ rate, tax: tax * sign }));
        const { booked, move, settlement } = walk(signed, total * sign, steps);
        const { discounted, writtenOff } = settlement();
        move({ ...settlement(), collected: total * sign - discounted - writtenOff });
        return booked.every((sums, i) => sums.released + sums.discounted + sums.writtenOff === signed[i]!.tax);
      }),
      { numRuns: 70_000 },
    );
  });

  it('leaves nothing booked once everything is taken back', () => {
    fc.assert(
      fc.property(anItem, someSteps, ({ taxes, total }, steps) => {
        const { booked, move } = walk(taxes, total, steps);
        move(NOTHING);
        return booked.every(
          ({ released, discounted, writtenOff }) => released === 0n && discounted === 0n && writtenOff === 0n,
        );
      }),
      { numRuns: 30_000 },
    );
  });

  it('releases of each rate its share of what was collected, within a cent', () => {
    const taxes = [
      { rate: '20', tax: 2000n },
      { rate: '5.5', tax: 55n },
    ];
    expect(vatStanding(taxes, 13_055n, { ...NOTHING, collected: 5_000n })).toEqual([
      { rate: '20', released: 766n, discounted: 0n, writtenOff: 0n },
      { rate: '5.5', released: 21n, discounted: 0n, writtenOff: 0n },
    ]);
  });

  it('releases nothing of an item without amount', () => {
    expect(vatStanding([{ rate: '20', tax: 0n }], 0n, NOTHING)[0]!.released).toBe(0n);
  });
});
