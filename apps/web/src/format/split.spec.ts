import { describe, expect, it } from '@jest/globals';
import { fillOf, splitOf } from './split.js';

const ITEMS = [
  { id: 'a', open: '100.00' },
  { id: 'b', open: '50.10' },
  { id: 'c', open: '-20.00' },
];

describe('a split by hand', () => {
  it('shows what is left of the line to the cent', () => {
    const split = splitOf('150.20', 2, ITEMS, { a: { text: '100,00' }, b: { text: '50.10' } });
    expect(split.remainder).toBe('0.10');
    expect(split.tooMuch).toBe(false);
    expect(split.allocations).toEqual([
      { itemId: 'a', amount: '100.00' },
      { itemId: 'b', amount: '50.10' },
    ]);
  });

  it('gives room when a credit note is used', () => {
    const split = splitOf('80.00', 2, ITEMS, { a: { text: '100' }, c: { text: '-20' } });
    expect(split.remainder).toBe('0.00');
  });

  it('says when more is given out than came in', () => {
    expect(splitOf('80.00', 2, ITEMS, { a: { text: '80,01' } }).tooMuch).toBe(true);
    expect(splitOf('-20.00', 2, ITEMS, { c: { text: '-20' } }).tooMuch).toBe(false);
  });

  it('makes the unpaid rest an adjustment where the person says so', () => {
    const split = splitOf('98.00', 2, ITEMS, { a: { text: '98', rest: 'discount' } });
    expect(split.allocations).toEqual([
      { itemId: 'a', amount: '98.00', adjustment: { kind: 'discount', amount: '2.00' } },
    ]);
  });

  it('leaves out what is no amount, and says where', () => {
    const split = splitOf('98.00', 2, ITEMS, { a: { text: '9x' }, b: { text: ' ' }, c: { text: '0' } });
    expect([...split.bad]).toEqual(['a', 'c']);
    expect(split.allocations).toEqual([]);
  });

  it('fills in the open amount, or what is left if that is less', () => {
    expect(fillOf('100.00', '150.00', 2)).toBe('100.00');
    expect(fillOf('100.00', '30.00', 2)).toBe('30.00');
    expect(fillOf('-20.00', '30.00', 2)).toBe('-20.00');
  });
});
