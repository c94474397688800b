import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonBytes } from './json-bytes.js';

function written(...values: readonly object[]): string {
  const json = new JsonBytes();
  for (const value of values) json.line(value);
  return Buffer.from(json.take()).toString('utf8');
}

describe('JSON as bytes', () => {
  it('is what JSON.stringify makes of any value, line by line', () => {
    const values = fc.array(
      fc.oneof(fc.dictionary(fc.string({ unit: 'binary' }), fc.anything()), fc.array(fc.jsonValue())),
    );
    fc.assert(
      fc.property(values, (objects) => {
        expect(written(...objects)).toBe(objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    { text: 'Société "A\\B"\t\u0001 € 😀 \u2028 \ud800 \u007f \u0080 ÿ߿ࠀ' },
    { left: undefined, out: () => 1, kept: null, array: [undefined, NaN, -0, 1e21, Symbol('s')] },
    { day: new Date(0), own: { toJSON: () => ({ a: 'é' }) }, map: new Map([[1, 2]]), bytes: new Uint8Array(2) },
    { 2: 'two', 1: 'one', __proto__: 'kept as a key', 'a"b': [{}, [], ''] },
  ])('writes what is no plain text or number as JSON.stringify does: %j', (value) => {
    expect(written(value)).toBe(`${JSON.stringify(value)}\n`);
  });

  it('takes a line larger than all that is gathered, and begins anew with each piece', () => {
    const json = new JsonBytes();
    const large = { text: 'é"'.repeat(300_000) };
    json.line(large);
    expect(json.full).toBe(true);
    const first = json.take();
    json.line({ a: 1 });
    expect(Buffer.from(json.take()).toString()).toBe('{"a":1}\n');
    expect(Buffer.from(first).toString() === `${JSON.stringify(large)}\n`).toBe(true);
    expect(json.empty).toBe(true);
  });
});
