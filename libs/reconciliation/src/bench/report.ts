import type { Decision } from '@lettrage/domain';
import { readMatchConfig } from '../config.js';
import { matchAll } from '../match-all.js';
import { publicDecision } from '../public-decision.js';
import { BASELINES, runBaseline } from './baselines/index.js';
import { generateBenchmark, type Benchmark, type BenchmarkOptions } from './generate.js';
import { lowerBound, score, sumOfFigures, type Figures, type Score } from './score.js';

/** Runs the engine over one generated world and scores it (batch protocol: history first, then only its own autos). */
export function runBenchmark(options: BenchmarkOptions): Score {
  const world = generateBenchmark(options);
  return scoreOf(world, matchAll({ ...world, config: readMatchConfig(BENCHMARK_CONFIG) }).map(publicDecision));
}

/** Scores decisions on a world. */
export function scoreOf({ truth, history }: Benchmark, decisions: readonly Decision[]): Score {
  return score(decisions, truth, new Set(history.map(({ transaction }) => transaction.ref)));
}

/** One engine's figures over several worlds, for the table. */
export interface Row {
  readonly name: string;
  readonly figures: Figures;
}

/** The simple engines over one world, in the order of the table. */
export function scoreBaselines(world: Benchmark): Row[] {
  return BASELINES.map((baseline) => ({
    name: baseline.name,
    figures: scoreOf(world, runBaseline(baseline, world)).all,
  }));
}

/** Adds up rows of the same name, in the order they first come. */
export function addRows(rows: readonly Row[]): Row[] {
  const names = [...new Set(rows.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    figures: sumOfFigures(rows.filter((row) => row.name === name).map(({ figures }) => figures)),
  }));
}

/** The comparison as a Markdown table: one row an engine. */
export function comparisonOf(rows: readonly Row[]): string {
  const head = [
    'engine',
    'auto-precision (95 % bound)',
    'wrong autos',
    'on lines without answer',
    'straight-through',
    'recall on decidable',
    'money precision / recall',
    'invoices settled',
    'review top-1 / top-3',
    '… on decidable lines',
    'keystrokes / 100 lines',
  ];
  const lines = rows.map(({ name, figures }) => [name, ...cellsOf(figures)]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf(one: Figures): string[] {
  return [
    `${percent(one.correct, one.autos)} % (≥ ${percent(lowerBound(one.autos, one.wrong), 1, 3)} %)`,
    `${one.wrong} of ${one.autos}`,
    String(one.wrongWithoutAnswer),
    `${percent(one.straight, one.credits)} %`,
    `${percent(one.onDecidable, one.decidable)} %`,
    `${percentOfMoney(one.moneyCorrect, one.moneyAuto)} / ${percentOfMoney(one.moneyCorrect, one.moneyDue)} %`,
    `${percent(one.invoicesSettled, one.invoices)} %`,
    `${percent(one.top1, one.reviewed, 1)} / ${percent(one.top3, one.reviewed, 1)} %`,
    `${percent(one.top1Decidable, one.reviewedDecidable, 1)} / ${percent(one.top3Decidable, one.reviewedDecidable, 1)} %`,
    ((one.keystrokes * 100) / Math.max(1, one.lines)).toFixed(1),
  ];
}

/** Figures by channel or scenario as a Markdown table. */
export function slicesOf(title: string, slices: ReadonlyMap<string, Figures>): string {
  const head = [title, 'lines', 'credits', 'automatic', 'wrong', 'on decidable', 'top-1', 'top-3', 'keystrokes / 100'];
  const lines = [...slices].map(([name, one]) => [
    name,
    String(one.lines),
    String(one.credits),
    // Of money received; money paid out settles an item only where it refunds a credit note.
    one.credits > 0 ? `${percent(one.straight, one.credits)} %` : `${percent(one.correct, one.lines)} %`,
    String(one.wrong),
    one.decidable === 0 ? '–' : `${percent(one.onDecidable, one.decidable)} %`,
    percent(one.top1, one.reviewed, 1),
    percent(one.top3, one.reviewed, 1),
    ((one.keystrokes * 100) / Math.max(1, one.lines)).toFixed(1),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The figures that only the whole engine has, in one sentence each. */
export function restOf(one: Figures): string {
  return [
    `Returned debits that reopen exactly the right items: ${one.returnsRight} of ${one.returns} whose payment was posted.`,
    `Lines of a known category that got it, with the file they need: ${one.categoriesRight} of ${one.categories}.`,
    `Payments of an item said to pay none: ${one.dismissed}. Right on lines not decidable by rule: ${one.lucky}.`,
  ].join(' ');
}

function percent(part: number, whole: number, places = 2): string {
  return whole === 0 ? '–' : ((part * 100) / whole).toFixed(places);
}

function percentOfMoney(part: bigint, whole: bigint): string {
  if (whole === 0n) return '–';
  const basis = (part * 100_000n) / whole;
  return `${basis / 1000n}.${String(basis % 1000n)
    .padStart(3, '0')
    .slice(0, 2)}`;
}

/** The configuration (parsed JSON) the benchmark gives the engine, as a company would. */
export const BENCHMARK_CONFIG = {
  exchange: [{ currency: 'USD', from: '2025-10-01', until: '2026-12-31', low: '0.90', high: '0.95' }],
};
