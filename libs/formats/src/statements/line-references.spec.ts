import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineReferences, type LineFacts } from './line-references.js';

const FACTS: LineFacts = {
  account: 'DE89',
  bookingDate: '2026-01-02',
  amount: '12.00',
  currency: 'EUR',
  text: 'Facture 12',
};

function refs(lines: readonly LineFacts[]): string[] {
  const references = new LineReferences();
  return lines.map((line) => references.next(line));
}

/** The reference of a line that stands alone. */
const refOf = (facts: LineFacts): string => refs([facts])[0]!;

describe('LineReferences', () => {
  it('tells identical lines apart by their ordinal', () => {
    const [first, second, third] = refs([FACTS, FACTS, FACTS]);
    expect([second, third]).toEqual([`${first}-2`, `${first}-3`]);
  });

  it('does not depend on blanks, case or the composition of accents', () => {
    expect(refOf({ ...FACTS, text: 'FACTURE\n  12' })).toBe(refOf(FACTS));
    expect(refOf({ ...FACTS, text: 'réglé' })).toBe(refOf({ ...FACTS, text: 're\u0301gle\u0301' }));
  });

  it('is the same for plain and for accented text, short and long: SHA-256 of the facts without blanks, in capitals', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'Z', ' ', '\t', '\n', '\u001f', '\u007f', 'é', '/', '~'),
      maxLength: 40,
    });
    const expected = (facts: LineFacts): string =>
      createHash('sha256')
        .update(
          [facts.account, facts.bookingDate, facts.amount, facts.currency, '', '', facts.text, '', '', '']
            .join('\u001f')
            .replace(/\s+/g, '')
            .toUpperCase(),
        )
        .digest('hex')
        .slice(0, 32);
    fc.assert(
      fc.property(text, fc.constantFrom(1, 300), (part, times) => {
        const facts = { ...FACTS, text: part.repeat(times) };
        expect(refOf(facts)).toBe(expected(facts));
      }),
    );
  });

  it.each<Partial<LineFacts>>([
    { account: 'FR76' },
    { bookingDate: '2026-01-03' },
    { amount: '-12.00' },
    { currency: 'USD' },
    { bankReference: 'B' },
    { endToEndId: 'B' },
    { text: 'B' },
    { counterparty: { name: 'B' } },
    { counterparty: { iban: 'B' } },
    { index: 1 },
  ])('changes with %j', (change) => {
    expect(refOf({ ...FACTS, ...change })).not.toBe(refOf(FACTS));
  });

  it('does not let one fact pass for another', () => {
    expect(refOf({ ...FACTS, bankReference: 'X' })).not.toBe(refOf({ ...FACTS, endToEndId: 'X' }));
  });

  it('gives the same set of references in any order, and a subset the same lines have in an overlapping file', () => {
    const line = fc.integer({ min: 0, max: 4 }).map((n) => ({ ...FACTS, text: `line ${n}` }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.nat(30), (lines, cut) => {
        const all = refs(lines);
        expect(new Set(all).size).toBe(lines.length);
        expect(new Set(refs([...lines].reverse()))).toEqual(new Set(all));
        const part = refs(lines.slice(cut));
        expect(part.every((ref) => all.includes(ref))).toBe(true);
      }),
    );
  });

  it('counts right beyond the first size of its table', () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => ({ ...FACTS, text: `line ${n}` }));
    const all = refs([...lines, ...lines]);
    expect(new Set(all).size).toBe(10_000);
    expect(all.slice(5_000).every((ref) => ref.endsWith('-2'))).toBe(true);
  });
});
