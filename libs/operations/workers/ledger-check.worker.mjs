/**
 * Checks one accounting file with the checker of an adapter's module, in a thread of its own. Asks for each piece of the
 * file it has room for (`'more'`), tells each problem as it finds it (`{ problem }`), and in the end what it read
 * (`{ bytes }`): who sent the pieces can tell from it that none was missed.
 */
import { parentPort, workerData } from 'node:worker_threads';

/** Pieces that wait here while one is read. */
const AHEAD = 2;

const { module, now, format, file } = workerData;
const waiting = [];
let wake = () => undefined;
let bytes = 0;

// A piece; undefined after the last.
parentPort.on('message', (piece) => {
  waiting.push(piece);
  wake();
});

async function* pieces() {
  for (let asked = 0; asked < AHEAD; asked++) parentPort.postMessage('more');
  for (;;) {
    if (waiting.length === 0) await new Promise((resolve) => (wake = resolve));
    const piece = waiting.shift();
    if (piece === undefined) return;
    parentPort.postMessage('more');
    bytes += piece.length;
    yield piece;
  }
}

const { default: makeChecker } = await import(module);
const checker = makeChecker({ now: () => new Date(now) });
for await (const problem of checker.check(pieces(), { format, file })) parentPort.postMessage({ problem });
parentPort.postMessage({ bytes });
parentPort.close();
