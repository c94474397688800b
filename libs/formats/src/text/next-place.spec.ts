import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NextPlace } from './next-place.js';

describe('NextPlace', () => {
  it('finds what indexOf finds, from left to right', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ';', '\n'), maxLength: 30 });
    const steps = fc.array(fc.nat(6), { maxLength: 10 });
    fc.assert(
      fc.property(text, fc.constantFrom(';', ';\n', 'x'), steps, (all, wanted, widths) => {
        const places = new NextPlace(all, wanted);
        let from = 0;
        for (const width of widths) {
          from += width;
          const index = all.indexOf(wanted, from);
          expect(places.after(from)).toBe(index === -1 ? Infinity : index);
        }
      }),
    );
  });
});
