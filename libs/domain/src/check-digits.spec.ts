import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  creditorReference,
  ibanCheckDigits,
  isBelgianReference,
  isCreditorReference,
  isIban,
  isLuhn,
  isQrReference,
  isSiren,
  isSiret,
} from './index.js';

describe('check digits', () => {
  it('accepts known good identifiers', () => {
    expect(isIban('FR1420041010050500013M02606')).toBe(true);
    expect(isIban('DE89370400440532013000')).toBe(true);
    expect(isCreditorReference('RF18539007547034')).toBe(true);
    expect(isQrReference('210000000003139471430009017')).toBe(true);
    expect(isBelgianReference('090933755493')).toBe(true);
    expect(isSiren('732829320')).toBe(true);
    expect(isSiret('73282932000074')).toBe(true);
    expect(isSiret('35600000000048')).toBe(true);
  });

  it('refuses them with one digit changed', () => {
    expect(isIban('FR1420041010050500013M02607')).toBe(false);
    expect(isIban('DE8937040044053201300')).toBe(false);
    expect(isCreditorReference('RF18539007547035')).toBe(false);
    expect(isQrReference('210000000003139471430009018')).toBe(false);
    expect(isBelgianReference('090933755494')).toBe(false);
    expect(isSiren('732829321')).toBe(false);
    expect(isLuhn('12a')).toBe(false);
  });

  it('builds references and IBANs that hold, and notices any changed digit', () => {
    const digits = fc.stringMatching(/^\d{6,18}$/);
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const reference = creditorReference(body);
        expect(isCreditorReference(reference)).toBe(true);
        const index = 4 + (at % body.length);
        const changed = `${reference.slice(0, index)}${(Number(reference[index]) + by) % 10}${reference.slice(index + 1)}`;
        expect(isCreditorReference(changed)).toBe(false);
      }),
    );
    fc.assert(fc.property(fc.stringMatching(/^\d{18}$/), (bban) => isIban(`DE${ibanCheckDigits('DE', bban)}${bban}`)));
  });
});
