import { describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import type { ChainedStatement } from '@lettrage/persistence';
import fc from 'fast-check';
import { chainLinks } from './chain-links.js';

let imported = 0;

/** A statement of January 2026 from one day of the month to another. */
function statement(from: number, to: number, opening: number, closing: number, more: Partial<ChainedStatement> = {}) {
  const day = (n: number) => parseDay(`2026-01-${String(n).padStart(2, '0')}`);
  const built: ChainedStatement = {
    id: `${from}-${to}`,
    from: day(from),
    to: day(to),
    opening: BigInt(opening),
    closing: BigInt(closing),
    count: 1,
    sum: BigInt(closing - opening),
    file: 'f',
    format: 'camt.053.001.08',
    importedAt: new Date(++imported),
    ordinal: 1,
    ...more,
  };
  return built;
}

const states = (...statements: ChainedStatement[]): string[] => chainLinks(statements).map(({ state }) => state);

describe('the chain of statements', () => {
  it('follows where each opens with the closing balance of the one before, across a weekend too', () => {
    expect(states(statement(1, 1, 0, 10), statement(2, 2, 10, 30), statement(5, 5, 30, 30))).toEqual([
      'first',
      'follows',
      'follows',
    ]);
  });

  it('names what is missing and between which days', () => {
    const [, gap] = chainLinks([statement(1, 3, 0, 10), statement(8, 9, 25, 40)]);
    expect(gap).toMatchObject({ state: 'gap', missing: { amount: 15n, after: '2026-01-03', before: '2026-01-08' } });
  });

  it('is whole again once the late file is there, which is shown as late', () => {
    const [first, next] = [statement(1, 3, 0, 10), statement(8, 9, 25, 40)];
    const late = statement(4, 7, 10, 25);
    const links = chainLinks([first, next, late]);
    expect(links.map(({ state, late: isLate }) => [state, isLate])).toEqual([
      ['first', false],
      ['follows', true],
      ['follows', false],
    ]);
  });

  it('takes daily files within a monthly one for overlaps, and the missing day for none', () => {
    const links = states(statement(1, 31, 0, 100), statement(1, 1, 0, 5), statement(9, 9, 20, 30));
    expect(links).toEqual(['first', 'overlaps', 'overlaps']);
  });

  it('orders several statements of one day by their balances', () => {
    expect(states(statement(1, 1, 30, 40), statement(1, 1, 10, 30), statement(1, 1, 0, 10))).toEqual([
      'first',
      'follows',
      'follows',
    ]);
  });

  it('finds a missing statement among several of one day', () => {
    expect(states(statement(1, 1, 0, 10), statement(1, 1, 50, 60))).toEqual(['first', 'gap']);
  });

  it('follows any of the balances that statements ending on the same day closed with', () => {
    const noon = statement(1, 9, 0, 70, { format: 'csv.bank' });
    expect(states(noon, statement(9, 9, 60, 90), statement(10, 10, 90, 95))).toEqual(['first', 'overlaps', 'follows']);
  });

  it('is unknown without balances, and those between do not break it', () => {
    const { opening: _opening, closing: _closing, ...without } = statement(2, 2, 0, 0);
    expect(states(statement(1, 1, 0, 10), without, statement(3, 3, 10, 11))).toEqual(['first', 'unknown', 'follows']);
  });

  it('finds numbers left out, not the new count of a year, not days written as numbers', () => {
    const numbered = (day: number, sequence: string) => statement(day, day, day - 1, day, { sequence });
    const jumps = (...sequences: string[]) =>
      chainLinks(sequences.map((sequence, index) => numbered(index + 1, sequence))).map(({ jump }) => jump);
    expect(jumps('12', '13', '16')).toEqual([undefined, undefined, { after: '13', at: '16' }]);
    expect(jumps('00251/001', '00001/001', '00002/001')).toEqual([undefined, undefined, undefined]);
    expect(jumps('20260131', '20260201')).toEqual([undefined, undefined]);
  });

  it('has no gap and no overlap for complete statements in any order of import', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 25 }),
        fc.infiniteStream(fc.nat()),
        (sums, order) => {
          let balance = 0;
          const daily = sums.map((sum, index) => statement(index + 1, index + 1, balance, (balance += sum)));
          const shuffled = daily
            .map((each) => ({ each, key: order.next().value as number }))
            .sort((a, b) => a.key - b.key);
          const links = chainLinks(shuffled.map(({ each }, n) => ({ ...each, importedAt: new Date(n) })));
          expect(links.map(({ state }) => state)).toEqual(
            daily.map((_each, index) => (index === 0 ? 'first' : 'follows')),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
