import { describe, expect, it } from '@jest/globals';
import { isIban } from '@lettrage/domain';
import { BASELINES, runBaseline } from './baselines/index.js';
import { filesOf } from './files.js';
import { generateBenchmark } from './generate.js';
import { addRows, comparisonOf, runBenchmark, scoreBaselines } from './report.js';
import { SCENARIOS } from './scenarios/index.js';
import { lowerBound, score } from './score.js';

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
const small = generateBenchmark({ seed: 5, lines: 600 });

describe('the generator', () => {
  it('gives the same bytes for the same seed', () => {
    const text = (seed: number): string => JSON.stringify(generateBenchmark({ seed, lines: 200 }), plain);
    expect(text(5)).toBe(text(5));
    expect(text(5)).not.toBe(text(6));
  });

  it('goes by day, history first, with one truth a line', () => {
    const days = [...small.history.map(({ transaction }) => transaction), ...small.lines].map(
      (line) => line.bookingDate,
    );
    expect([...days].sort()).toEqual(days);
    expect(small.truth.map(({ transaction }) => transaction)).toEqual(small.lines.map(({ ref }) => ref));
  });

  it('plays every scenario of the catalogue', () => {
    const played = new Set(
      [1, 2].flatMap((seed) => generateBenchmark({ seed, lines: 1500 }).truth.map(({ scenario }) => scenario)),
    );
    expect(SCENARIOS.map(({ id }) => id).filter((id) => !played.has(id))).toEqual([]);
  });

  it('has valid accounts only', () => {
    const ibans = [
      ...small.items.flatMap(({ customer }) => customer.ibans),
      ...small.lines.flatMap(({ counterparty }) => counterparty?.iban ?? []),
    ];
    expect(ibans.filter((iban) => !isIban(iban))).toEqual([]);
  });

  it('truth adds up to the line', () => {
    for (const { amount, allocations, onAccount, label } of small.truth) {
      const sum = allocations.reduce((total, one) => total + BigInt(one.amount.replace('.', '')), onAccount);
      if (allocations.length > 0 || onAccount > 0n) expect([label, sum]).toEqual([label, amount]);
    }
  });
});

describe('the files', () => {
  const files = filesOf(small);

  it('writes every line into the statement of its channel', () => {
    expect(files.statements.map(({ name }) => name)).toEqual(['camt053.xml', 'label62.csv', 'label31.cfonb']);
    expect(files.statements.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(small.lines.length);
  });

  it('writes CFONB records of 120 characters with labels of at most 31', () => {
    const { text, lines } = files.statements[2]!;
    expect(
      new Set(
        text
          .split('\r\n')
          .filter((record) => record !== '')
          .map((record) => record.length),
      ),
    ).toEqual(new Set([120]));
    expect(Math.max(...lines.map(({ remittance = '' }) => remittance.length))).toBeLessThanOrEqual(31);
  });

  it('writes one row of open items each', () => {
    expect(files.openItems.trimEnd().split('\n')).toHaveLength(small.items.length + 1);
  });
});

describe('the score', () => {
  it('computes the Clopper–Pearson bound: 2,995 autos without error prove 99.9 %', () => {
    expect(lowerBound(2995, 0)).toBeCloseTo(0.999, 5);
    expect(lowerBound(5990, 0)).toBeCloseTo(0.9995, 5);
    expect(lowerBound(100, 2)).toBeCloseTo(0.9384, 3);
  });

  it('counts an automatic decision on a line without answer as the worst kind', () => {
    const truth = small.truth.find(({ label, amount }) => label === 'none' && amount > 0n)!;
    const decision = {
      transaction: truth.transaction,
      decision: 'auto' as const,
      confidence: 0.9,
      allocations: [{ invoice: 'X', amount: '1.00' }],
    };
    expect(score([decision], [truth], new Set()).all).toMatchObject({
      wrong: 1,
      wrongWithoutAnswer: 1,
      keystrokes: 25,
    });
  });

  it('compares four simple engines, none of which posts as much as the engine', () => {
    const rows = addRows(scoreBaselines(small));
    expect(rows).toHaveLength(4);
    const { all } = runBenchmark({ seed: 5, lines: 600 });
    for (const { figures } of rows) expect(figures.straight).toBeLessThan(all.straight);
    expect(comparisonOf(rows).split('\n')).toHaveLength(6);
    expect(runBaseline(BASELINES[0]!, small)).toHaveLength(small.lines.length);
  });
});

describe('the engine on a reporting seed', () => {
  it('posts nothing wrong, most of what is received, and proposes the rest well', () => {
    const { all, byChannel } = runBenchmark({ seed: 201, lines: 1200 });
    expect(all.wrong).toBe(0);
    expect(all.straight / all.credits).toBeGreaterThan(0.72);
    expect(all.top3Decidable / all.reviewedDecidable).toBeGreaterThan(0.9);
    expect(all.returnsRight).toBe(all.returns);
    expect(byChannel.get('structured')!.wrong).toBe(0);
  });
});
