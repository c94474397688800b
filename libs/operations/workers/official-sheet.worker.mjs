/**
 * Runs one compiled rule sheet on one document with saxon-js and hands its report back. A thread of its own: an engine
 * that runs away or out of memory takes this thread with it and nothing else.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const { engine, sheet, xml } = workerData;
try {
  const Saxon = createRequire(import.meta.url)(engine);
  const { principalResult } = Saxon.transform({
    stylesheetText: readFileSync(sheet, 'utf8'),
    sourceText: xml,
    destination: 'serialized',
  });
  parentPort.postMessage({ report: String(principalResult) });
} catch (error) {
  parentPort.postMessage({ failure: error instanceof Error ? error.message : String(error) });
}
