import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eachItemKey } from './item-keys.js';
import { KeyFilter } from './key-filter.js';
import { KeyProbe } from './key-probe.js';

const number = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'FAfa-/ .2019630'.split('')), maxLength: 16 }),
  fc
    .tuple(fc.constantFrom('FA', '', 'F', 'fa-b'), fc.constantFrom('2026', '26', '1999', '12'), fc.nat(99_999))
    .map(([series, year, running]) => `${series}${year}-${String(running).padStart(5, '0')}`),
);

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

describe('the probe of numbers and references by their bytes', () => {
  it('never passes over a number of which a key was asked for', () => {
    fc.assert(
      fc.property(number, fc.nat(), (text, pick) => {
        const keys: string[] = [];
        eachItemKey({ number: text, currency: 'EUR', open: 1n }, (kind, rest) => keys.push(kind + rest));
        const numberKeys = keys.filter((key) => !key.startsWith('amt:'));
        const asked = new KeyFilter(1);
        asked.add(numberKeys[pick % numberKeys.length]!);
        const bytes = bytesOf(text);
        expect(new KeyProbe(asked).mayHoldNumber(bytes, 0, bytes.length)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never passes over a reference that was asked for', () => {
    fc.assert(
      fc.property(fc.constantFrom('ref:' as const, 'order:' as const), number, (kind, text) => {
        const item = { number: 'X1', currency: 'EUR', open: 1n };
        const keys: string[] = [];
        const field = kind === 'ref:' ? { paymentReference: text } : { orderReference: text };
        eachItemKey({ ...item, ...field }, (part, rest) => keys.push(part + rest));
        for (const key of keys.filter((one) => one.startsWith(kind))) {
          const asked = new KeyFilter(1);
          asked.add(key);
          const bytes = bytesOf(text);
          expect(new KeyProbe(asked).mayHoldReference(kind, bytes, 0, bytes.length)).toBe(true);
        }
      }),
    );
  });

  it('passes over nearly all numbers that nobody asked for', () => {
    const asked = new KeyFilter(3);
    for (const key of ['num:FA2026000001', 'seq:1', 'ys:26:1']) asked.add(key);
    const probe = new KeyProbe(asked);
    const others = Array.from({ length: 1_000 }, (_, at) => bytesOf(`FA2026-${String(at + 2).padStart(6, '0')}`));
    expect(others.filter((bytes) => probe.mayHoldNumber(bytes, 0, bytes.length)).length).toBeLessThan(60);
    const own = bytesOf('FA2026-000001');
    expect(probe.mayHoldNumber(own, 0, own.length)).toBe(true);
  });
});
