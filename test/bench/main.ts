/** `npm run bench`: measures the speeds people ask about and writes them to `docs/benchmarks.md`. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serverSettings } from '@lettrage/persistence';
import { databaseFigures } from './database.bench.js';
import { pureFigures } from './pure.bench.js';
import { load, machine, page, rounded, SCALE, scaled, type Figure } from './report.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const COMMAND = SCALE === 1 ? 'npm run bench' : `BENCH_SCALE=${SCALE} npm run bench`;
const BULK_ROWS = scaled(100_000);

/** The bulk merge has a program of its own; what it prints is read. */
async function bulkFigures(data: string): Promise<Figure[]> {
  const program = join(root, 'libs/persistence/src/bulk-load.bench.ts');
  const args = [
    '--conditions=@lettrage/source',
    '--import',
    join(root, 'tools/ts/register.mjs'),
    program,
    String(BULK_ROWS),
    data,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const rows = `${BULK_ROWS.toLocaleString('en')} rows by COPY into a temporary table and a merge that drops what is known`;
  return [
    ['Bulk merge, plain table', 'system.bench_line, new', `${rows}; ten columns, a unique key, two indexes`],
    [
      'Bulk merge, bank lines',
      'books.bank_transaction, new',
      `${rows}; all columns, keys, checks and row-level security`,
    ],
    ['Bulk merge, all known', 'books.bank_transaction, all known', rows],
  ].map(([what, line, does]) => {
    const found = stdout.split('\n').find((one) => one.startsWith(`${line!}: `));
    const value = found?.match(/: ([\d,]+) rows\/s/)?.[1];
    if (value === undefined) throw new Error(`The bulk benchmark printed no line "${line!}":\n${stdout}`);
    return { what: what!, value: Number.parseInt(value.replaceAll(',', ''), 10), unit: 'rows/s', load: does! };
  });
}

async function main(): Promise<void> {
  const before = load();
  console.log(`${machine()}, load average ${before}\n${COMMAND}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'lettrage-bench-'));
  // A database of this run alone: one of an earlier state of the migrations would be refused.
  const data = join(root, 'var', `bench-${process.pid}`);
  const figures: Figure[] = [];
  const take = (more: readonly Figure[]): void => {
    for (const figure of more) console.log(`${figure.what}: ${rounded(figure)} (${figure.load})`);
    figures.push(...more);
  };
  try {
    take(await bulkFigures(data));
    take(await databaseFigures(data, folder));
    take(await pureFigures());
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true });
  }
  const facts = {
    command: COMMAND,
    day: new Date().toISOString().slice(0, 10),
    before,
    after: load(),
    postgres: `PostgreSQL (embedded), started as the product starts it (${serverSettings().join(', ')})`,
  };
  await writeFile(join(root, 'docs/benchmarks.md'), page(figures, facts));
  console.log('\nWritten to docs/benchmarks.md.');
}

await main();
