/** Reads the open items of `lettrage match` in a thread of its own, while the statement is read: see `readApart`. */
import { parentPort, workerData } from 'node:worker_threads';
import { memoryOf, readOpenItemsApart } from '@lettrage/operations/open-items';

const read = await readOpenItemsApart(workerData as string);
parentPort!.postMessage(read, memoryOf(read));
