import { describe, expect, it } from '@jest/globals';
import { parseDay, type OpenItem } from '@lettrage/domain';
import fc from 'fast-check';
import type { ItemRow } from '../billing-store.js';
import { compareItem, newItem } from './compare-item.js';
import { pairInstalments } from './pair-instalments.js';

const DAY = parseDay('2026-02-01');
const CUT_OVER = parseDay('2026-01-01');

function row(open: bigint, facts: Partial<OpenItem> = {}): OpenItem {
  return {
    number: 'FA1',
    kind: 'invoice',
    customer: { id: 'C1', name: 'ACME', ibans: [] },
    issueDate: parseDay('2026-01-05'),
    dueDate: parseDay('2026-02-04'),
    currency: 'EUR',
    total: 10000n,
    open,
    ...facts,
  };
}

function here(facts: Partial<ItemRow> = {}): ItemRow {
  const customer = { id: 'c', code: 'C1', name: 'ACME', ibans: [] };
  return {
    ...newItem(row(10000n), { id: 'i', customer, instalment: 1, origin: 'import', asOf: DAY, cutOverDay: CUT_OVER }),
    ...facts,
  };
}

describe('comparing a snapshot with the books', () => {
  // open here, open there now, open there last time → verdict
  it.each([
    [100n, 100n, 100n, 'known'],
    [0n, 100n, 100n, 'settled-only-here'],
    [0n, 0n, 100n, 'known'],
    [100n, 0n, 100n, 'settled-there'],
    [100n, 40n, 100n, 'settled-there'],
    [60n, 30n, 100n, 'conflict'],
    [0n, 50n, 100n, 'conflict'],
    [40n, 100n, 40n, 'conflict'],
  ])('here %d, there %d, last time %d: %s', (open, now, last, verdict) => {
    const item = here({ settled: 10000n - open * 100n, sourceOpen: last * 100n });
    const result = compareItem(item, row(now * 100n), DAY);
    expect(result.verdict).toBe(verdict);
    if (result.verdict === 'settled-there') expect(result.delta).toBe((open - now) * 100n);
  });

  it('whatever the three amounts, what is taken over never settles more than is open here', () => {
    const cents = fc.bigInt({ min: 0n, max: 10000n });
    fc.assert(
      fc.property(cents, cents, cents, (settled, there, last) => {
        const result = compareItem(here({ settled, sourceOpen: last }), row(there), DAY);
        const delta = 'delta' in result ? result.delta : 0n;
        expect(delta >= 0n && settled + delta <= 10000n).toBe(true);
        if (delta !== 0n) expect(10000n - settled - delta).toBe(there);
      }),
    );
  });

  it.each([
    ['total', { total: 11000n }],
    ['currency', { currency: 'USD' }],
    ['credit-note', { kind: 'credit-note' as const }],
    ['issued', { issueDate: parseDay('2026-01-06') }],
  ])('never overwrites what an entry was made from: %s', (word, facts) => {
    const result = compareItem(here(), row(10000n, facts), DAY);
    expect(result).toMatchObject({ verdict: 'conflict' });
    expect((result as { message: string }).message).toContain(word);
  });

  it('an older snapshot says nothing', () => {
    expect(compareItem(here(), row(0n), parseDay('2026-01-31'))).toEqual({ verdict: 'outdated' });
  });

  it('paid before the cut-over day is history, open or later is not', () => {
    const options = {
      id: 'i',
      customer: here().customer,
      instalment: 1,
      origin: 'import' as const,
      asOf: DAY,
      cutOverDay: CUT_OVER,
    };
    const old = parseDay('2025-12-31');
    expect(newItem(row(0n, { issueDate: old }), options).history).toBe(true);
    expect(newItem(row(1n, { issueDate: old }), options).history).toBe(false);
    expect(newItem(row(0n), options).history).toBe(false);
  });
});

describe('instalments', () => {
  const due = (day: string): OpenItem => row(100n, { dueDate: parseDay(day) });
  const known = (day: string, instalment: number, settled = 0n): ItemRow =>
    here({ id: day, dueDate: parseDay(day), instalment, settled });

  it('are paired by due date, not by position', () => {
    const pairs = pairInstalments(
      [due('2026-03-01'), due('2026-04-01')],
      [known('2026-02-01', 1), known('2026-03-01', 2), known('2026-04-01', 3)],
    );
    expect(pairs.map((pair) => pair.instalment)).toEqual([2, 3]);
  });

  it('whose due dates moved are still the same', () => {
    expect(pairInstalments([due('2026-02-10')], [known('2026-02-01', 1)])).toMatchObject([
      { instalment: 1, here: { id: '2026-02-01' } },
    ]);
  });

  it('that come after a settled one are new', () => {
    const pairs = pairInstalments([due('2026-03-01')], [known('2026-02-01', 1, 10000n)]);
    expect(pairs).toEqual([{ row: due('2026-03-01'), instalment: 2 }]);
  });
});
