import type { StatementReader } from '@lettrage/adapter-sdk';
import { startOfChunks } from '@lettrage/formats';
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
    const { start, chunks: whole } = await startOfChunks(chunks, HEAD);
    const head = Buffer.from(start.subarray(0, HEAD)).toString('latin1').trimStart();
    const isXml = /^[^<]{0,20}</.test(head);
    yield* isXml ? readPain002(whole, options) : readCfonb240(whole, options);
  },
};

const HEAD = 256;
