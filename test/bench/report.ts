import { cpus, loadavg, totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';

/** `BENCH_SCALE=0.1` measures on a tenth of the rows, for a machine that is busy or slow. */
export const SCALE = Number.parseFloat(process.env['BENCH_SCALE'] ?? '1');

/** A number of rows, scaled. */
export function scaled(rows: number): number {
  return Math.max(200, Math.round(rows * SCALE));
}

/** One measured speed. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The same per second of CPU this process used, which other work on the machine changes little. */
  readonly perCpuSecond?: number;
  /** What was done, precisely enough to do it again. */
  readonly load: string;
}

/** The machine, in one line. */
export function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${process.platform}`;
}

/** Load average of the last minute, which includes the run itself. */
export function load(): string {
  return loadavg()[0]!.toFixed(1);
}

/** A figure as people read it: three digits are enough. */
export function rounded({ value, unit, perCpuSecond }: Figure): string {
  const cpu = perCpuSecond === undefined ? '' : `, ${threeDigits(perCpuSecond)} per CPU second of Node`;
  return `${threeDigits(value)} ${unit}${cpu}`;
}

/** Starts a clock; calling it gives the speed of `count` since then, by the wall and by this process's CPU. */
export function startClock(): (count: number) => Pick<Figure, 'value' | 'perCpuSecond'> {
  const begin = performance.now();
  const before = process.cpuUsage();
  return (count) => {
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - begin) / 1000;
    return { value: count / seconds, perCpuSecond: count / ((user + system) / 1_000_000) };
  };
}

function threeDigits(value: number): string {
  return value >= 100 ? Math.round(Number(value.toPrecision(3))).toLocaleString('en') : value.toPrecision(3);
}

/** The page `docs/benchmarks.md`. */
export function page(
  figures: readonly Figure[],
  facts: { command: string; day: string; before: string; after: string; postgres: string },
): string {
  return `# Benchmarks

Written by \`${facts.command}\`; do not edit. Speeds of one run on one machine: compare them with your own run, not with
other products' numbers.

- Machine: ${machine()}
- Database: ${facts.postgres}, waiting for the disk at each commit, on the same machine
- Day: ${facts.day}
- Load average of the machine: ${facts.before} before the run, ${facts.after} after it. Above the number of cores means
  that other work ran beside it: the speeds are floors then, and those per CPU second say more.

| what | speed | load |
|---|---|---|
${figures.map((figure) => `| ${figure.what} | ${rounded(figure)} | ${figure.load} |`).join('\n')}

\`npm run bench:review\` times each call of the review queue at 100,000 open items.
Parts by themselves: \`npm run bench:matching\` prints the precision and recall of the matching on generated books,
\`npm run bench:statements\` the speed and memory of reading a large camt file, \`npm run bench:import\` those of
importing 100,000 and a million lines into the database by the command, once and again.
`;
}
