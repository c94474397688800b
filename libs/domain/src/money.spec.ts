import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  absolute,
  addMoney,
  AmountError,
  decimalsOf,
  divideRounded,
  formatMinor,
  isCurrency,
  money,
  parseMinor,
  splitInProportion,
} from './index.js';

describe('money', () => {
  it.each([
    ['1200.50', 'EUR', 120050n],
    ['-0.01', 'EUR', -1n],
    ['1200', 'JPY', 1200n],
    ['1.234', 'TND', 1234n],
    ['12.340', 'EUR', 1234n],
    ['5', 'EUR', 500n],
  ])('reads %s %s exactly', (text, currency, minor) => {
    expect(parseMinor(text, currency)).toBe(minor);
  });

  it.each(['12.345', '1,50', '1 200.00', '1e3', 'NaN', '', '+5', '.5', '5.', '0x10'])(
    'refuses "%s" as euros',
    (text) => {
      expect(() => parseMinor(text, 'EUR')).toThrow(AmountError);
    },
  );

  it('refuses an unknown currency', () => {
    expect(['EEK', 'BYR', 'EURO', 'XXX'].map(isCurrency)).toEqual([true, true, false, false]);
    expect(() => parseMinor('1', 'EURO')).toThrow(/unknown currency/);
  });

  it('writes with exactly the decimals of the currency', () => {
    expect([
      formatMinor(-5n, 'EUR'),
      formatMinor(1200n, 'JPY'),
      formatMinor(1n, 'TND'),
      formatMinor(0n, 'EUR'),
    ]).toEqual(['-0.05', '1200', '0.001', '0.00']);
    expect(decimalsOf('CLF')).toBe(4);
  });

  it('does not add two currencies', () => {
    expect(() => addMoney(money('1', 'EUR'), money('1', 'USD'))).toThrow(/cannot add/);
    expect(addMoney(money('1', 'EUR'), money('2.50', 'EUR'))).toEqual(money('3.50', 'EUR'));
  });

  it('reads back every amount it writes', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
        fc.constantFrom('EUR', 'JPY', 'TND', 'CLF'),
        (minor, currency) => {
          expect(parseMinor(formatMinor(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});

describe('rounding', () => {
  it('rounds half away from zero', () => {
    expect([
      divideRounded(25n, 10n),
      divideRounded(-25n, 10n),
      divideRounded(24n, 10n),
      divideRounded(25n, -10n),
    ]).toEqual([3n, -3n, 2n, -3n]);
    expect(() => divideRounded(1n, 0n)).toThrow(RangeError);
  });

  it('splits a total into parts that add up and stay within a unit of their share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights, (total, shares) => {
        const sum = shares.reduce((a, b) => a + b, 0n);
        if (sum === 0n) return expect(() => splitInProportion(total, shares)).toThrow(RangeError);
        const parts = splitInProportion(total, shares);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, index) => expect(absolute(part * sum - total * shares[index]!) <= sum).toBe(true));
      }),
    );
  });
});
