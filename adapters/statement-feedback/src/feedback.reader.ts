import type { StatementReader } from '@lettrage/adapter-sdk';
import { readCfonb240, sniffCfonb240 } from './cfonb240.reader.js';
import { readPain002, sniffPain002 } from './pain002.reader.js';

/**
 * Reads pain.002 and CFONB240, by content; constant memory. Feedback has no balances: a return of CFONB240 is booked
 * money told one by one, as a camt.054 tells it; a rejection of pain.002 is money that never moves, so its lines are
 * pending and in no sum (ADR 9).
 */
export const feedbackReader: StatementReader = {
  sniff: (head) => Math.max(sniffPain002(head), sniffCfonb240(head)),

  async *read(chunks, options) {
    const iterator = chunks[Symbol.asyncIterator]();
    const start: Uint8Array[] = [];
    let size = 0;
    let ended = false;
    while (size < HEAD && !ended) {
      const next = await iterator.next();
      if (next.done) ended = true;
      else {
        start.push(next.value);
        size += next.value.length;
      }
    }
    async function* whole(): AsyncIterable<Uint8Array> {
      yield* start;
      for (let next = ended ? undefined : await iterator.next(); next && !next.done; next = await iterator.next())
        yield next.value;
    }
    const isXml = /^[^<]{0,20}</.test(Buffer.concat(start).subarray(0, HEAD).toString('latin1').trimStart());
    yield* isXml ? readPain002(whole(), options) : readCfonb240(whole(), options);
  },
};

const HEAD = 256;
