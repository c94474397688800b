// Prints the matching benchmark: npm run bench:matching -- [--lines 2500] [--seeds 101,102] [--details] [--write]
// --details adds each seed's table by channel and scenario; --write puts the comparison into docs/matching.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { comparisonOf, reportOf, runBenchmark } from './dist/bench/report.js';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '2500' },
    seeds: { type: 'string', default: '101,102' },
    details: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const seeds = values.seeds.split(',').map(Number);
const lines = Number(values.lines);
const table = comparisonOf(seeds, lines);
console.log(table);
if (values.details) for (const seed of seeds) console.log(`\nseed ${seed}\n${reportOf(runBenchmark({ seed, lines }))}`);
if (values.write) {
  const page = new URL('../../docs/matching.md', import.meta.url);
  const note = `Seeds ${seeds.join(', ')}, ${lines} lines each.\n\n`;
  const text = readFileSync(page, 'utf8');
  const [head, rest] = text.split('<!-- table -->\n');
  const tail = rest.split('<!-- end of table -->')[1];
  writeFileSync(page, `${head}<!-- table -->\n${note}${table}\n<!-- end of table -->${tail}`);
}
