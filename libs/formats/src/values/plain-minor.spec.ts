import { describe, expect, it } from '@jest/globals';
import { AmountError, parseMinor } from '@lettrage/domain';
import fc from 'fast-check';
import { readAmount } from './amount.js';
import { plainMinor } from './plain-minor.js';

const COMMA = 44;

/** What the careful reading gives; undefined for no amount. */
function careful(text: string, currency: string): bigint | undefined {
  try {
    return parseMinor(readAmount(text, { decimal: ',' }), currency);
  } catch (error) {
    if (error instanceof AmountError) return undefined;
    throw error;
  }
}

describe('plainMinor', () => {
  it('gives what the careful reading gives, or leaves the text to it', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', '9', ',', '.', '-', '+', ' ', 'é'), maxLength: 18 });
    const currency = fc.constantFrom(['EUR', 2], ['JPY', 0], ['TND', 3]) as fc.Arbitrary<[string, number]>;
    fc.assert(
      fc.property(text, currency, (written, [code, decimals]) => {
        const minor = plainMinor(written, COMMA, decimals);
        return minor === undefined || minor === careful(written, code);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['1234,56', 2, 123456n],
    ['-0,05', 2, -5n],
    ['9999999999999,99', 2, 999999999999999n],
    ['1200', 0, 1200n],
    ['-0,00', 2, 0n],
  ])('reads %j', (text, decimals, minor) => expect(plainMinor(text, COMMA, decimals)).toBe(minor));

  it.each(['', '-', ',50', '1,5', '1.50', '+1,50', '1 000,00', '99999999999999,99', '1,234', '150', 'NaN', '1e3,00'])(
    'leaves %j to the careful reading',
    (text) => expect(plainMinor(text, COMMA, 2)).toBeUndefined(),
  );
});
