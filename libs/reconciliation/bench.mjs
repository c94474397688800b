// Prints the matching benchmark: node libs/reconciliation/bench.mjs [--lines 5000] [--seeds 101,102] (after npm run build)
import { parseArgs } from 'node:util';
import { reportOf, runBenchmark } from './dist/bench/report.js';

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '5000' }, seeds: { type: 'string', default: '101,102' } },
});
for (const seed of values.seeds.split(',').map(Number)) {
  const started = performance.now();
  const result = runBenchmark({ seed, lines: Number(values.lines) });
  console.log(
    `seed ${seed} (${((performance.now() - started) / 1000).toFixed(1)} s with generating)\n${reportOf(result)}\n`,
  );
}
