import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PackedTexts, PackedTextSet } from './packed-texts.js';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'FA2026-000123', 'É', 'ÿ', 'Ā', '漢字', 'x'.repeat(20_000)),
);

describe('packed texts', () => {
  it('gives back every text as it was added', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const packed = new PackedTexts();
        expect(texts.map((one) => packed.add(one))).toEqual(texts.map((_, index) => index));
        expect(texts.map((_, index) => packed.get(index))).toEqual(texts);
        for (const [index, one] of texts.entries()) {
          expect(packed.is(index, one)).toBe(true);
          expect(packed.is(index, `${one}1`)).toBe(false);
        }
      }),
    );
  });

  it('grows past its first room', () => {
    const packed = new PackedTexts();
    for (let n = 0; n < 10_000; n++) packed.add(`FA2026-${n}`);
    expect([packed.get(0), packed.get(9_999), packed.size]).toEqual(['FA2026-0', 'FA2026-9999', 10_000]);
  });
});

describe('a set of packed texts', () => {
  it('finds the first of equal texts and nothing else', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const set = new PackedTextSet();
        const known = new Map<string, number>();
        for (const one of texts) {
          expect(set.add(one)).toBe(known.get(one));
          if (!known.has(one)) known.set(one, known.size);
        }
      }),
    );
  });

  it('tells running numbers apart', () => {
    const set = new PackedTextSet();
    for (let n = 0; n < 5_000; n++) expect(set.add(`${n}`)).toBeUndefined();
    for (let n = 0; n < 5_000; n++) expect(set.add(`${n}`)).toBe(n);
  });
});
