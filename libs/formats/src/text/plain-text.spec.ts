import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeText } from './encode-text.js';
import { cutToBytes, PlainText } from './plain-text.js';

describe('PlainText', () => {
  it.each([
    ['a\tb\r\nc\0d', 'a b cd'],
    ['a;b', 'a,b'],
    ['Café 👍🏽 ok', 'Café ? ok'],
    ['“L’été” – 5 €…', '"L\'été" - 5 €...'],
    ['Łódź Đà Nẵng', 'Lódz Dà Nang'],
    ['ｆｕｌｌ；', 'full,'],
  ])('%j', (text, cleaned) => {
    expect(new PlainText({ charset: 'windows-1252', replace: { ';': ',' } }).clean(text)).toBe(cleaned);
  });

  it('writes what ISO 8859-15 has and windows-1252 has not, and the reverse', () => {
    expect(new PlainText({ charset: 'iso-8859-15' }).clean('œ € ™')).toBe('œ € (TM)');
    expect(new PlainText({ charset: 'windows-1252' }).clean('œ € ™')).toBe('œ € ™');
  });

  it('gives one line that the charset holds, whatever the text', () => {
    for (const charset of ['iso-8859-15', 'windows-1252', 'utf-8'] as const) {
      const plain = new PlainText({ charset, replace: { ';': ',', '"': "'" } });
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
          const cleaned = plain.clean(text);
          expect(cleaned).not.toMatch(/[;"\p{Cc}\uFFFD]/u);
          expect(encodeText(cleaned, charset).missing).toEqual([]);
          expect(plain.clean(cleaned)).toBe(cleaned);
        }),
        { numRuns: 300 },
      );
    }
  });
});

describe('cutToBytes', () => {
  it('counts bytes of the target charset', () => {
    expect(cutToBytes('ééé', 2, 'windows-1252')).toBe('éé');
    expect(cutToBytes('ééé', 5, 'utf-8')).toBe('éé');
    expect(cutToBytes('a𝄞b', 4, 'utf-8')).toBe('a');
    expect(cutToBytes('ab c', 3, 'utf-8')).toBe('ab');
  });

  it('never exceeds the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, bytes) => {
        const cut = cutToBytes(text, bytes, 'utf-8');
        expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(bytes);
        expect(text.startsWith(cut)).toBe(true);
      }),
    );
  });
});
