import { expect, it } from '@jest/globals';
import { SealCheck, sealHash } from './event-seal.js';

it.each([
  ['a short key', 6, 300],
  ['a key of a block', 64, 300],
  ['a key longer than a block', 200, 300],
  ['an empty row', 32, 0],
  ['a row longer than the buffer', 32, 300_000],
])('a seal is that of HMAC-SHA256 with %s', (_what, keyLength, rowLength) => {
  const key = Buffer.alloc(keyLength, 7);
  const row = Buffer.alloc(rowLength, 'é');
  const check = new SealCheck(key);
  for (const previous of [new Uint8Array(), Buffer.alloc(32, 9)]) {
    const seal = sealHash(key, previous, row);
    expect(check.matches(previous, row, seal)).toBe(true);
    expect(check.matches(previous, Buffer.concat([row, Buffer.from('x')]), seal)).toBe(false);
    expect(check.matches(Buffer.alloc(32, 8), row, seal)).toBe(false);
    expect(check.matches(previous, row, seal.subarray(1))).toBe(false);
  }
});
