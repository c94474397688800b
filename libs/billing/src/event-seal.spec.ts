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
    expect(check.matches(previous, [row], seal)).toBe(true);
    expect(check.matches(previous, [row, 'x'], seal)).toBe(false);
    expect(check.matches(Buffer.alloc(32, 8), [row], seal)).toBe(false);
    expect(check.matches(previous, [row], seal.subarray(1))).toBe(false);
  }
});

it('a seal is that of the parts of a row put together, texts in UTF-8', () => {
  const key = Buffer.alloc(32, 7);
  const previous = Buffer.alloc(32, 9);
  for (const text of ['é€😀', 'x'.repeat(100_000)]) {
    const seal = sealHash(key, previous, `{"a":${text}}`);
    expect(new SealCheck(key).matches(previous, [Buffer.from('{"a":'), text, '}'], seal)).toBe(true);
    expect(new SealCheck(key).matches(previous, [text, Buffer.from('{"a":'), '}'], seal)).toBe(false);
  }
});
