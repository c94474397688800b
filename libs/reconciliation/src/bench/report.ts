import { matchAll } from '../match-all.js';
import { publicDecision } from '../public-decision.js';
import { BASELINES, type Baseline } from './baselines.js';
import { generateBenchmark } from './generate.js';
import { lowerBound, score, type Figures, type Score } from './score.js';

/** Runs the engine over one generated world and scores it (batch protocol: history first, then only its own autos). */
export function runBenchmark(options: {
  readonly seed: number;
  readonly lines: number;
  readonly linesPerCustomer?: number;
}): Score {
  const { items, history, lines, truth } = generateBenchmark(options);
  return score(matchAll({ items, history, lines }).map(publicDecision), truth);
}

/** The table of one run as text: all lines, by channel, by scenario, then every wrong automatic decision. */
export function reportOf(result: Score): string {
  const head = 'slice                            lines  auto%  wrong  none/amb  precision  top-1  top-3  keys/100';
  const rows = [row('all lines', result.all)];
  for (const [channel, figures] of result.byChannel) rows.push(row(channel, figures));
  for (const [scenario, figures] of [...result.byScenario].sort(([a], [b]) => (a < b ? -1 : 1)))
    rows.push(row(`  ${scenario}`, figures));
  const { autos, wrong, correct, lucky, decidable } = result.all;
  rows.push(
    `95 % lower bound of the precision ${percent(lowerBound(autos, wrong), 1)}; recall on decidable ${percent(correct - lucky, decidable)}; lucky ${lucky}`,
  );
  for (const { truth, decision } of result.wrong) {
    rows.push(
      `wrong: ${truth.transaction} ${truth.scenario} (${truth.channel}, ${truth.label}) rule ${decision.rule ?? ''} gave ${JSON.stringify(decision.allocations)} not ${JSON.stringify(truth.allocations)}`,
    );
  }
  return [head, ...rows].join('\n');
}

function row(name: string, one: Figures): string {
  const cells = [
    name.padEnd(30),
    String(one.lines).padStart(7),
    percent(one.correct, one.lines).padStart(7),
    String(one.wrong).padStart(6),
    String(one.wrongWithoutAnswer).padStart(9),
    percent(one.autos - one.wrong, one.autos).padStart(10),
    percent(one.top1, one.reviewed).padStart(7),
    percent(one.top3, one.reviewed).padStart(7),
    ((one.keystrokes * 100) / Math.max(1, one.lines)).toFixed(1).padStart(8),
  ];
  return cells.join(' ');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : ((part * 100) / whole).toFixed(2);
}

/** The engine and the baselines over the same worlds, as a Markdown table: one row an engine. */
export function comparisonOf(seeds: readonly number[], lines: number): string {
  const worlds = seeds.map((seed) => generateBenchmark({ seed, lines }));
  const engines: readonly Baseline[] = [
    ...BASELINES,
    { name: 'Lettrage', match: (world) => matchAll(world).map(publicDecision) },
  ];
  const rows = engines.map(({ name, match }) => {
    const all = worlds.map((world) => score(match(world), world.truth).all);
    const sum = (pick: (one: Figures) => number): number => all.reduce((total, one) => total + pick(one), 0);
    const [autos, wrong, correct] = [sum((one) => one.autos), sum((one) => one.wrong), sum((one) => one.correct)];
    const cells = [
      name,
      `${percent(autos - wrong, autos)} % (≥ ${percent(lowerBound(autos, wrong), 1)} %)`,
      `${wrong} of ${autos}`,
      String(sum((one) => one.wrongWithoutAnswer)),
      `${percent(
        correct,
        sum((one) => one.lines),
      )} %`,
      `${percent(
        sum((one) => one.correct - one.lucky),
        sum((one) => one.decidable),
      )} %`,
      `${percent(
        sum((one) => one.top1),
        sum((one) => one.reviewed),
      )} / ${percent(
        sum((one) => one.top3),
        sum((one) => one.reviewed),
      )} %`,
      ((sum((one) => one.keystrokes) * 100) / sum((one) => one.lines)).toFixed(1),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head =
    '| engine | auto-precision (95 % bound) | wrong autos | on lines without answer | straight-through | recall on decidable | review top-1 / top-3 | keystrokes / 100 lines |';
  return [head, '|---|---|---|---|---|---|---|---|', ...rows].join('\n');
}
