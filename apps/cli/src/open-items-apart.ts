import type { Stats } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { OpenItemsRead } from '@lettrage/operations/open-items';
import { openItemsWorker } from './bundled.js';

/** Open items on their way from another thread. */
export interface OpenItemsApart {
  /** Undefined where that thread could not read them: whoever waits reads them again and says why. */
  readonly read: Promise<OpenItemsRead | undefined>;
  /** Ends the thread, if nobody waits for it any more. */
  stop(): void;
}

/** Fewer bytes are read sooner than a thread has started. */
const LEAST = 1_000_000;
/** Of more, a second heap beside the first would fill the memory that the command may take. */
const MOST = 50_000_000;

/**
 * Has a file of open items read by another thread while the statement is read by this one. Undefined where that would
 * gain nothing or cannot be: for small files or very large ones, on one processor, from the sources, or from a pipe, which
 * is read once.
 */
export async function readApart(path: string, file: Stats | undefined): Promise<OpenItemsApart | undefined> {
  if (!file?.isFile() || file.size < LEAST || file.size > MOST || availableParallelism() < 2) return undefined;
  const module = openItemsWorker();
  if (module === undefined) return undefined;
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(module, { workerData: path });
  const read = new Promise<OpenItemsRead | undefined>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
  return { read, stop: () => void worker.terminate() };
}
