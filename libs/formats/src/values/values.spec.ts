import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FRENCH, POINT, readAmount, type AmountFormat } from './amount.js';
import { readDay, tryReadDay, xmlDay } from './read-day.js';

const GERMAN: AmountFormat = { decimal: ',', thousands: ['.'] };
const SWISS: AmountFormat = { decimal: '.', thousands: ["'"] };

describe('readAmount', () => {
  it.each<[string, AmountFormat, string]>([
    ['120.00', POINT, '120.00'],
    ['-007.5', POINT, '-7.5'],
    ['+12', POINT, '12'],
    ['-0.00', POINT, '0.00'],
    ['1 234,56', FRENCH, '1234.56'],
    ['1\u202f234\u00a0567,8', FRENCH, '1234567.8'],
    ['\u22124,50', FRENCH, '-4.50'],
    ['12,50-', FRENCH, '-12.50'],
    ['- 5,00', FRENCH, '-5.00'],
    ['-1.234,56', GERMAN, '-1234.56'],
    ["1'234.50", SWISS, '1234.50'],
    ['1’234.50', SWISS, '1234.50'],
  ])('reads %j', (text, format, amount) => {
    expect(readAmount(text, format)).toBe(amount);
  });

  it.each<[string, AmountFormat]>([
    ['12..34', POINT],
    ['1e400', POINT],
    ['0x10', POINT],
    ['NaN', POINT],
    ['Infinity', POINT],
    ['', POINT],
    ['-', POINT],
    ['١٢', POINT],
    ['１２', POINT],
    ['1,234.56', POINT],
    ['1.234,56', POINT],
    ['1.234', FRENCH],
    ['12 34,5', FRENCH],
    ['1,5 000', FRENCH],
    ['1.23,4', GERMAN],
    ['1,234.56', GERMAN],
    ['1.234.56', GERMAN],
    ['1,2,3', GERMAN],
    ['--1', POINT],
    ['-1-', POINT],
    ['1234567890123456789', POINT],
    ['.5', POINT],
    ['5.', POINT],
  ])('refuses %j', (text, format) => {
    expect(() => readAmount(text, format)).toThrow('is not an amount');
  });

  it('reads back every amount as a French bank writes it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (cents) => {
        const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
        const grouped = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
        const sign = cents < 0n ? '-' : '';
        expect(readAmount(`${sign}${grouped},${digits.slice(-2)}`, FRENCH)).toBe(
          `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`,
        );
      }),
    );
  });
});

describe('readDay', () => {
  it('reads the day as written in the format declared', () => {
    expect(readDay('05/01/2026', ['DD/MM/YYYY'])).toBe('2026-01-05');
    expect(readDay('5/1/2026', ['DD/MM/YYYY'])).toBe('2026-01-05');
    expect(readDay('31.12.99', ['DD.MM.YY'])).toBe('1999-12-31');
    expect(readDay('310126', ['DDMMYY'])).toBe('2026-01-31');
    expect(readDay('20260131', ['YYYYMMDD'])).toBe('2026-01-31');
    expect(readDay('01-02-2026 23:59:59', ['DD-MM-YYYY'])).toBe('2026-02-01');
    expect(readDay('2026-01-02', ['DD/MM/YYYY', 'YYYY-MM-DD'])).toBe('2026-01-02');
  });

  it('takes digits without separators for a day only where all its places are filled, in a year files may be of', () => {
    expect(tryReadDay('123456', ['YYYYMMDD', 'DDMMYYYY'])).toBeUndefined();
    expect(tryReadDay('2026001', ['YYYYMMDD', 'DDMMYYYY'])).toBeUndefined();
    expect(tryReadDay('02010206', ['YYYYMMDD'])).toBeUndefined();
  });

  it('refuses a day that does not exist or is written otherwise', () => {
    expect(tryReadDay('31/02/2026', ['DD/MM/YYYY'])).toBeUndefined();
    expect(() => readDay('2026-01-02', ['DD/MM/YYYY'])).toThrow('expected DD/MM/YYYY');
  });

  it('never moves a day by a time zone', () => {
    expect(xmlDay('2026-01-02T00:30:00+01:00')).toBe('2026-01-02');
    expect(xmlDay('2026-01-02+01:00')).toBe('2026-01-02');
    expect(xmlDay(' 2026-01-02T23:30:00.123Z ')).toBe('2026-01-02');
    expect(xmlDay('2026-02-30')).toBeUndefined();
    expect(xmlDay('02/01/2026')).toBeUndefined();
    expect(xmlDay('2026-01-02T10:00+0100')).toBe('2026-01-02');
    expect(xmlDay('2026-01-02 10:00:00+01')).toBe('2026-01-02');
    expect(xmlDay('2026-01-02 10 o’clock')).toBeUndefined();
  });
});
