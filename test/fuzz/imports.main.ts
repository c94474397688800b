import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@lettrage/persistence/testing';
import { contextOf } from '../faults/world.js';
import { importHistory } from './random-imports.js';

/**
 * `npm run fuzz:imports -- [histories] [first seed]`: random overlapping imports of one bank's bookings in several formats
 * through the real store. Says which history leaves anything twice or loses anything; exit 1 if any does.
 */
const [histories = 1_000, first = 1] = process.argv.slice(2).map(Number);

const test = await createTestDatabase();
const context = contextOf(test.database, await mkdtemp(join(tmpdir(), 'lettrage-imports-')));
const sum = { files: 0, lines: 0, asked: 0, different: 0 };
let failures = 0;
try {
  for (let seed = first; seed < first + histories; seed++) {
    try {
      const done = await importHistory(context, seed);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += done[key];
    } catch (error) {
      failures++;
      console.error(
        `history ${seed}: ${(error as Error).message}\n  shown again by: npm run fuzz:imports -- 1 ${seed}`,
      );
    }
  }
} finally {
  await rm(context.folder, { recursive: true, force: true });
  await test.drop();
}
console.log(
  `${histories} histories: ${sum.files} files, ${sum.lines} lines stored, ${sum.asked} asked about, of which ${sum.different} were money of their own; ${failures} failures`,
);
if (failures > 0) process.exitCode = 1;
process.exit();
