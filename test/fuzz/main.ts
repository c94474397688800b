import { writeFile } from 'node:fs/promises';
import { allReaders, brokenPromise } from './invariants.js';
import { mutantOf } from './mutations.js';
import { samples } from './samples.js';

/**
 * `npm run fuzz -- [seconds] [seed]`: spoils statements of every format and says which promise of the readers breaks,
 * with the seed that shows it again; exit 1 if any does. Times and memory are told at the end.
 */
const [seconds = 300, seed = Date.now() % 0x7fffffff] = process.argv.slice(2).map(Number);
const SLOW = 5_000;
const MEMORY = 300;

const readers = await allReaders();
const files = samples();
const until = Date.now() + seconds * 1000;
const failures = new Map<string, string>();
let runs = 0;
let slowest = 0;
for (let n = seed; Date.now() < until; n++) {
  const sample = files[n % files.length]!;
  const mutant = mutantOf(sample, n);
  const from = performance.now();
  const broken = await brokenPromise(readers, sample.name, mutant);
  const took = performance.now() - from;
  slowest = Math.max(slowest, took);
  runs++;
  const wrong = broken ?? (took > SLOW ? `takes ${Math.round(took)} ms` : undefined);
  if (wrong === undefined) continue;
  const kind = `${sample.name}: ${wrong.split('\n').slice(0, 3).join(' | ')}`;
  if (failures.has(kind) || failures.size >= 100) continue;
  failures.set(kind, mutant.what);
  console.error(`${kind}\n  ${mutant.what}; shown again by: npm run fuzz -- 0.001 ${n}`);
  if (process.env['FUZZ_KEEP']) await writeFile(`${process.env['FUZZ_KEEP']}/${n}-${sample.name}`, mutant.bytes);
}
const memory = Math.round(process.memoryUsage().rss / 1e6);
console.log(
  `${runs} spoilt files from seed ${seed}: ${failures.size} kinds of failure, slowest ${Math.round(slowest)} ms, ${memory} MB`,
);
if (failures.size > 0 || (memory > MEMORY && seconds < 120)) process.exitCode = 1;
