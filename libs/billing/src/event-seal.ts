import { createHmac, hash } from 'node:crypto';

/** Bytes of a block of SHA-256, to which the key of an HMAC is filled up. */
const BLOCK = 64;
const DIGEST = 32;

/** A canonical row in parts that are one behind the other: bytes, or text that stands in UTF-8. */
export type SealedRow = readonly (Uint8Array | string)[];

/** HMAC-SHA256(key, previous ‖ row): the hash of an event whose canonical row is known. */
export function sealHash(key: Uint8Array, previous: Uint8Array, row: string | Uint8Array): Uint8Array {
  const mac = createHmac('sha256', key).update(previous);
  return (typeof row === 'string' ? mac.update(row, 'utf8') : mac.update(row)).digest();
}

/**
 * Compares hashes of many rows with {@link sealHash}: the two halves of RFC 2104 on buffers that are used again, since
 * making an object a row costs three times what hashing it does.
 */
export class SealCheck {
  private inner: Buffer;
  private readonly outer = Buffer.alloc(BLOCK + DIGEST);

  constructor(key: Uint8Array) {
    this.inner = Buffer.alloc(1 << 16);
    const short = key.length > BLOCK ? Buffer.from(hash('sha256', key, 'hex'), 'hex') : key;
    for (let i = 0; i < BLOCK; i++) {
      const byte = short[i] ?? 0;
      this.inner[i] = byte ^ 0x36;
      this.outer[i] = byte ^ 0x5c;
    }
  }

  /** Whether a row that follows the hash `previous` was sealed with `expected`; `row` is its parts in order, texts in UTF-8. */
  matches(previous: Uint8Array, row: SealedRow, expected: Uint8Array): boolean {
    let length = BLOCK + previous.length;
    // A character of a text takes three bytes at most.
    for (const part of row) length += typeof part === 'string' ? 3 * part.length : part.length;
    if (length > this.inner.length) this.grow(length);
    this.inner.set(previous, BLOCK);
    let at = BLOCK + previous.length;
    for (const part of row) {
      if (typeof part === 'string') at += this.inner.write(part, at, 'utf8');
      else {
        this.inner.set(part, at);
        at += part.length;
      }
    }
    this.outer.write(hash('sha256', this.inner.subarray(0, at), 'binary'), BLOCK, 'latin1');
    if (expected.length !== DIGEST) return false;
    const found = hash('sha256', this.outer, 'binary');
    // No secret is told by how long it takes: who verifies has the key.
    for (let i = 0; i < DIGEST; i++) if (found.charCodeAt(i) !== expected[i]) return false;
    return true;
  }

  private grow(length: number): void {
    const larger = Buffer.alloc(2 * length);
    larger.set(this.inner.subarray(0, BLOCK));
    this.inner = larger;
  }
}
