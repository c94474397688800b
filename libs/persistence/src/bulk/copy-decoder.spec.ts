import { expect, it } from '@jest/globals';
import { COPY_HEADER, COPY_TRAILER, CopyEncoder } from './copy-binary.js';
import { CopyDecoder } from './copy-decoder.js';

it('reads the rows that were written, wherever the parts are cut', () => {
  const encoder = new CopyEncoder(['text', 'bigint', 'text']);
  const rows = Array.from(
    { length: 20 },
    (_, n) => [`row ${n}`, BigInt(n), n % 3 === 0 ? null : 'é'.repeat(n)] as const,
  );
  const parts = rows.map((row) => encoder.add(row)).filter((part) => part !== undefined);
  const file = Buffer.concat([COPY_HEADER, ...parts, encoder.rest(), COPY_TRAILER]);
  for (const size of [1, 7, 50, file.length]) {
    const decoder = new CopyDecoder();
    const read: unknown[] = [];
    for (let at = 0; at < file.length; at += size)
      for (const row of decoder.rows(file.subarray(at, at + size)))
        read.push([row.bytes(0)!.toString(), row.int64(1), row.text(2) ?? null]);
    expect(read).toEqual(rows);
  }
});
