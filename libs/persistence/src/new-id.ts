import { randomFillSync } from 'node:crypto';

/** Random bytes for many ids: asking the system for each costs more than the id. */
const pool = Buffer.alloc(256 * 16);
let used = pool.length;

let lastMillisecond = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562): milliseconds, then a 12-bit counter that begins at a random low value each millisecond, then
 * random bits. Ids of one process sort in the order they were made, also when the clock steps back.
 */
export function newId(): string {
  const hex = newIdBytes().toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 bytes of a {@link newId}. They are the caller's until it asks for 200 more: who keeps them longer copies them. */
export function newIdBytes(): Buffer {
  const now = Date.now();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = random16().readUInt8(0);
  } else if (++counter > 0xfff) {
    // More than the counter holds in one millisecond: borrow the next one.
    lastMillisecond++;
    counter = 0;
  }
  const bytes = random16();
  bytes.writeUIntBE(lastMillisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes;
}

/** Sixteen random bytes, each given out once; the caller may write into them. */
function random16(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID in its usual form. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
