import { describe, expect, it } from '@jest/globals';
import { decimalsIn, formatAmount, fromMinor, readTyped, toMinor, typedForm } from './amount.js';

/** Formatters put narrow and no-break spaces; for the eye they are spaces. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('amounts on the page', () => {
  it('shows an amount in the habits of each language', () => {
    expect(plain(formatAmount('166793.25', 'EUR', 'fr'))).toBe('166 793,25 €');
    expect(plain(formatAmount('166793.25', 'EUR', 'en'))).toBe('€166,793.25');
    expect(plain(formatAmount('-27.50', 'EUR', 'fr'))).toBe('-27,50 €');
  });

  it('keeps every digit of an amount no floating-point number holds', () => {
    expect(plain(formatAmount('9007199254740993.01', 'EUR', 'en'))).toBe('€9,007,199,254,740,993.01');
  });

  it('keeps the decimals of currencies with none or three', () => {
    expect(plain(formatAmount('1200', 'JPY', 'en'))).toBe('JP¥1,200');
    expect(plain(formatAmount('1.250', 'TND', 'fr'))).toContain('1,250');
  });

  it('turns decimal strings into minor units and back', () => {
    for (const text of ['0.00', '0.05', '-0.05', '1234.50', '-27.50', '9007199254740993.01']) {
      expect(fromMinor(toMinor(text, 2), 2)).toBe(text);
    }
    expect(toMinor('12.5', 2)).toBe(1250n);
    expect(fromMinor(1200n, 0)).toBe('1200');
    expect(decimalsIn('1.250')).toBe(3);
  });

  it('refuses what is no decimal string', () => {
    for (const text of ['', '1,50', '1e3', '1.', 'abc', '1.234']) expect(() => toMinor(text, 2)).toThrow(RangeError);
  });

  it('reads what a French or an English person types', () => {
    expect(readTyped('1 234,56', 2)).toBe(123456n);
    expect(readTyped('1\u202f234,5', 2)).toBe(123450n);
    expect(readTyped('1234.56', 2)).toBe(123456n);
    expect(readTyped('−27,50', 2)).toBe(-2750n);
    expect(readTyped('12', 2)).toBe(1200n);
  });

  it('does not guess at what may be thousands or is no amount', () => {
    for (const text of ['1,234', '1.234', '1,234.56', '12,', 'abc', '']) expect(readTyped(text, 2)).toBeUndefined();
  });

  it('writes an amount as it would be typed', () => {
    expect(typedForm('1234.50', 'fr')).toBe('1234,50');
    expect(typedForm('1234.50', 'en')).toBe('1234.50');
  });
});
