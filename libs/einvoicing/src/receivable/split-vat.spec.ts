import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitVat } from './split-vat.js';

const share = (rate: string, base: bigint, tax: bigint) => ({ rate, base, tax });
const withTax = (shares: readonly { base: bigint; tax: bigint }[]): bigint =>
  shares.reduce((all, { base, tax }) => all + base + tax, 0n);

describe('the VAT of an invoice that is paid in parts', () => {
  it('three instalments of an invoice at two rates: each rate in proportion, the cents where the remainder is largest', () => {
    const vat = [share('20', 10000n, 2000n), share('5.5', 1000n, 55n)];
    expect(splitVat(vat, [4351n, 4352n, 4352n])).toEqual([
      [share('20', 3332n, 667n), share('5.5', 334n, 18n)],
      [share('20', 3335n, 666n), share('5.5', 332n, 19n)],
      [share('20', 3333n, 667n), share('5.5', 334n, 18n)],
    ]);
  });

  it('what was paid before takes its part, and what is due has the rest', () => {
    expect(splitVat([share('20', 10000n, 2000n)], [6000n, 6000n])?.[1]).toEqual([share('20', 5000n, 1000n)]);
  });

  it('nothing is said where the parts are not the whole, or rates have different signs', () => {
    expect(splitVat([share('20', 100n, 20n)], [60n, 59n])).toBeUndefined();
    expect(splitVat([share('20', 100n, 20n), share('10', -10n, -1n)], [109n])).toBeUndefined();
    expect(splitVat([share('0', 0n, 0n)], [0n])).toBeUndefined();
  });

  it('any invoice and any parts: each part adds up to its amount, each rate to its base and its tax, none changes sign', () => {
    const rate = fc.tuple(fc.bigInt(0n, 5_000_000n), fc.constantFrom(0n, 55n, 100n, 200n));
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 4 }), cuts, fc.boolean(), (rates, where, isCredit) => {
        const sign = isCredit ? -1n : 1n;
        const vat = rates.map(([base, permille], index) => {
          const tax = (base * permille + 500n) / 1000n;
          return share(String(index), sign * base, sign * tax);
        });
        const total = withTax(vat);
        fc.pre(total !== 0n);
        const points = where.map((one) => (total * BigInt(Math.floor(one * 1e6))) / 1_000_000n);
        const bounds = [0n, ...points.sort((one, other) => (sign * one < sign * other ? -1 : 1)), total];
        const parts = bounds.slice(1).map((end, index) => end - bounds[index]!);
        const split = splitVat(vat, parts)!;
        expect(split.map(withTax)).toEqual(parts);
        for (const { rate: name, base, tax } of vat) {
          const own = split.flatMap((shares) => shares.filter((one) => one.rate === name));
          expect(own.reduce((all, one) => all + one.base, 0n)).toBe(base);
          expect(own.reduce((all, one) => all + one.tax, 0n)).toBe(tax);
          expect(own.every((one) => one.base * sign >= 0n && one.tax * sign >= 0n)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
