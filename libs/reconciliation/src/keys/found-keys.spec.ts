import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FoundKeys } from './found-keys.js';

describe('the keys that something stands behind', () => {
  it('answers like a map, for keys it has and keys it has not', () => {
    const key = fc.string({ unit: fc.constantFrom(...'sqé:019'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.nat())), fc.array(key), (entries, others) => {
        const map = new Map(entries);
        const found = FoundKeys.of(map);
        const small = new FoundKeys<number>(1);
        for (const [one, value] of entries) small.set(one, value);
        for (const asked of [...map.keys(), ...others]) {
          expect([found.has(asked), found.get(asked)]).toEqual([map.has(asked), map.get(asked)]);
          expect([small.has(asked), small.get(asked)]).toEqual([map.has(asked), map.get(asked)]);
        }
        expect([...found]).toEqual([...map]);
      }),
    );
  });
});
