import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';

/** The threads begun while `work` ran, ended or not; one that has ended has the id -1. */
export async function threadsOf(work: () => Promise<unknown>): Promise<readonly Worker[]> {
  const begun: Worker[] = [];
  const watch = (message: unknown): number => begun.push((message as { worker: Worker }).worker);
  subscribe('worker_threads', watch);
  try {
    await work();
  } finally {
    unsubscribe('worker_threads', watch);
  }
  return begun;
}

/**
 * A module of a checker that finds `fault` in a file that holds it, and fails at the words `die`, `throw`, `leave` and
 * `hang` as they say.
 */
export const CHECKER_MODULE = `export default () => ({
  async *check(chunks) {
    for await (const chunk of chunks) {
      const text = Buffer.from(chunk.subarray(0, 10)).toString();
      if (text.startsWith('fault')) yield { severity: 'error', rule: 'r-1', message: 'A fault.', location: 'line 1' };
      if (text.startsWith('hm')) yield { severity: 'warning', rule: 'w-1', message: 'Hm.' };
      if (text.startsWith('die')) process.exit(7);
      if (text.startsWith('throw')) throw new Error('out of order');
      if (text.startsWith('leave')) return;
      if (text.startsWith('hang')) for (;;);
    }
  },
});`;
