import { describe, expect, it } from '@jest/globals';
import { FixedWidthError, readFixed, writeFixed, type FixedField } from './fixed-width.js';

const FIELDS: readonly FixedField<'code' | 'amount'>[] = [
  { name: 'code', from: 1, to: 3 },
  { name: 'amount', from: 5, to: 10, align: 'right', pad: '0' },
];

describe('fixed-width records', () => {
  it('puts each field in its place and reads it back', () => {
    const record = writeFixed({ code: 'VE', amount: '1250' }, FIELDS, 12);
    expect(record).toBe('VE  001250  ');
    expect(readFixed(record, FIELDS)).toEqual({ code: 'VE', amount: '001250' });
    expect(readFixed('VE', FIELDS)).toEqual({ code: 'VE', amount: '' });
  });

  it('refuses a value longer than its field', () => {
    expect(() => writeFixed({ code: 'LONG' }, FIELDS, 12)).toThrow(FixedWidthError);
  });
});
