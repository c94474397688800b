import { cpus, loadavg, totalmem } from 'node:os';

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
export function rounded({ value, unit }: Figure): string {
  const text = value >= 100 ? Math.round(Number(value.toPrecision(3))).toLocaleString('en') : value.toPrecision(3);
  return `${text} ${unit}`;
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
- Database: ${facts.postgres}, default settings, waiting for the disk at each commit, on the same machine
- Day: ${facts.day}
- Load average of the machine: ${facts.before} before the run, ${facts.after} after it. Above the number of cores means
  that other work ran beside it and that the figures are floors.

| what | speed | load |
|---|---|---|
${figures.map((figure) => `| ${figure.what} | ${rounded(figure)} | ${figure.load} |`).join('\n')}

Parts by themselves: \`npm run bench:matching\` prints the precision and recall of the matching on generated books,
\`npm run bench:statements\` the speed and memory of reading a large camt file.
`;
}
