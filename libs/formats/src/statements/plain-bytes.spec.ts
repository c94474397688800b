import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PlainBytes } from './plain-bytes.js';

const expected = (text: string): string => text.normalize('NFC').replace(/\s+/g, '').toUpperCase();

function written(bytes: PlainBytes, texts: readonly string[]): string | undefined {
  const [first = '', ...others] = texts;
  bytes.begin(first);
  for (const text of others) bytes.add(text);
  const taken = bytes.taken();
  return taken && Buffer.from(taken).toString('utf8');
}

describe('PlainBytes', () => {
  const bytes = new PlainBytes(4_096);

  it('writes every character of Latin-1 as the capital the language knows', () => {
    for (let code = 0; code < 256; code++) {
      const text = `a${String.fromCharCode(code)}b`;
      expect([code, written(bytes, [text])]).toEqual([code, expected(text)]);
    }
  });

  it('writes texts of Latin-1 one after the other', () => {
    const letter = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
    const text = fc.string({ unit: letter, maxLength: 300 });
    fc.assert(fc.property(fc.array(text, { maxLength: 5 }), (all) => written(bytes, all) === expected(all.join(''))));
  });

  it('says that it does not know another text, and goes on with the next', () => {
    expect(written(bytes, ['Société', 'Wałęsa'])).toBeUndefined();
    expect(written(bytes, ['e\u0301'])).toBeUndefined();
    expect(written(bytes, ['Société'])).toBe('SOCIÉTÉ');
  });

  it('goes on behind a first text that is the one of the time before, whatever stood behind it then', () => {
    expect(written(bytes, ['FR76 é', 'Wałęsa'])).toBeUndefined();
    expect(written(bytes, ['FR76 é', 'a'])).toBe('FR76ÉA');
    expect(written(bytes, ['FR76 é', 'long text'])).toBe('FR76ÉLONGTEXT');
    expect(written(bytes, ['ł', 'a'])).toBeUndefined();
    expect(written(bytes, ['ł', 'a'])).toBeUndefined();
  });

  it('says that a text is too long for it', () => {
    expect(written(bytes, ['é'.repeat(1_000), 'é'.repeat(1_100)])).toBeUndefined();
    expect(written(bytes, ['é'.repeat(1_000)])).toBe('É'.repeat(1_000));
  });
});
