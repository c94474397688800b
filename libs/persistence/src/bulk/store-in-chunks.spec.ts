import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { COPY_HEADER, COPY_TRAILER } from './copy-binary.js';
import { storeInChunks } from './store-in-chunks.js';

const PART = 100_000;
const part = (n: number): Uint8Array => Buffer.alloc(PART, n);

function* parts(count: number): Generator<Uint8Array> {
  for (let n = 0; n < count; n++) yield part(n % 256);
}

/** What lies between header and trailer. */
function rowsOf(chunk: Uint8Array): Buffer {
  const bytes = Buffer.from(chunk);
  expect(bytes.subarray(0, COPY_HEADER.length)).toEqual(Buffer.from(COPY_HEADER));
  expect(bytes.subarray(-COPY_TRAILER.length)).toEqual(Buffer.from(COPY_TRAILER));
  return bytes.subarray(COPY_HEADER.length, -COPY_TRAILER.length);
}

describe('rows stored in chunks', () => {
  it('come whole and in their order, one chunk at a time, each a COPY of its own', async () => {
    const stored: Buffer[] = [];
    let busy = 0;
    await storeInChunks(parts(120), async (chunk) => {
      expect(++busy).toBe(1);
      stored.push(rowsOf(chunk));
      await sleep(stored.length % 3);
      busy--;
    });
    expect(stored.length).toBeGreaterThan(3);
    expect(Buffer.concat(stored).equals(Buffer.concat([...parts(120)]))).toBe(true);
  });

  it('are made while others are stored, a few chunks ahead and no more', async () => {
    let made = 0;
    const ahead: number[] = [];
    async function* counted(): AsyncGenerator<Uint8Array> {
      for (const one of parts(400)) {
        made += one.length;
        yield one;
      }
    }
    let stored = 0;
    await storeInChunks(counted(), async (chunk) => {
      await sleep(5);
      ahead.push(made - stored);
      stored += rowsOf(chunk).length;
    });
    expect(Math.max(...ahead)).toBeGreaterThan(8_000_000);
    expect(Math.max(...ahead)).toBeLessThan(20_000_000);
  });

  it('are not stored any further once a chunk was refused', async () => {
    let asked = 0;
    const refused = storeInChunks(parts(200), () => {
      asked++;
      return asked === 2 ? Promise.reject(new Error('no room')) : Promise.resolve();
    });
    await expect(refused).rejects.toThrow('no room');
    expect(asked).toBe(2);
  });

  it('are left when they cannot be made, after what was being stored has ended', async () => {
    let isStoring = false;
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* parts(12);
      await sleep(1);
      throw new Error('unreadable');
    }
    const failed = storeInChunks(broken(), async () => {
      isStoring = true;
      await sleep(20);
      isStoring = false;
    });
    await expect(failed).rejects.toThrow('unreadable');
    expect(isStoring).toBe(false);
  });

  it('are nothing where there are none', async () => {
    await storeInChunks([], () => Promise.reject(new Error('not asked')));
  });
});
