import { describe, expect, it } from '@jest/globals';
import { addDays, parseDay, type OpenItem, type TransactionLine } from '@lettrage/domain';
import fc from 'fast-check';
import {
  decide,
  keysOf,
  matchAll,
  MemoryBook,
  brokenPromises,
  publicDecision,
  KEY_CAP,
  type LineDecision,
  type Slice,
} from './index.js';
import { customerKeys, itemKeys } from './keys/item-keys.js';
import { item, line } from './testing/builders.js';

const itemSpec = fc.record({
  sequence: fc.integer({ min: 1, max: 30 }),
  cents: fc.constantFrom(4900, 9900, 12000, 12050, 36000, 100),
  customer: fc.constantFrom('C1', 'C2', 'C3'),
  credit: fc.boolean(),
  day: fc.integer({ min: 0, max: 40 }),
});
const NAMES: Readonly<Record<string, string>> = { C1: 'ACME TRAVAUX', C2: 'BERTIN CONSEIL', C3: 'ACME TRAVAUX' };
const items = fc.uniqueArray(itemSpec, { selector: ({ sequence }) => sequence, maxLength: 20 }).map((specs) =>
  specs.map(({ sequence, cents, customer, credit, day }): OpenItem => {
    const open = `${credit ? '-' : ''}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
    return item({
      number: `FA2026-${String(sequence).padStart(4, '0')}`,
      open,
      customer,
      name: NAMES[customer]!,
      issued: addDays(parseDay('2026-01-01'), day),
      ...(customer !== 'C2' && { group: 'G' }),
    });
  }),
);
const lineSpec = fc.record({
  cents: fc.constantFrom(4900, 9900, 12000, 24000, 14800, 36000, 12049, 500, -12000),
  text: fc.constantFrom(
    'FA2026-0001',
    'FA2026-0002/03',
    'FACT 3',
    'SOLDE COMPTE',
    'REGLEMENT VOS FACTURES',
    'MERCI',
    'FA2026-0004 FA2026-0005',
    'REJET FA2026-0001',
    '',
  ),
  name: fc.constantFrom('ACME TRAVAUX', 'BERTIN CONSEIL', 'AUTRE'),
  day: fc.integer({ min: 0, max: 60 }),
});
const lines = fc.array(lineSpec, { maxLength: 12 }).map((specs) =>
  specs.map(({ cents, text, name, day }): TransactionLine => {
    const amount = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
    return line(amount, text, { counterparty: { name }, bookingDate: addDays(parseDay('2026-01-10'), day) });
  }),
);

/** Opens after all automatic decisions and returns, by item row. */
function replay(book: readonly OpenItem[], decisions: readonly LineDecision[]): Map<string, bigint> {
  const opens = new Map(book.map((one, index) => [String(index), one.open]));
  for (const { decision, best } of decisions) {
    if (decision !== 'auto') continue;
    for (const { item: row, amount, adjustment } of best!.allocations)
      opens.set(row, opens.get(row)! - amount - (adjustment?.amount ?? 0n));
  }
  return opens;
}

describe('promises of every decision', () => {
  it('sums agree, nothing is settled beyond its open amount, and the same input decides the same', () => {
    fc.assert(
      fc.property(items, lines, (book, transactions) => {
        const decisions = matchAll({ items: book, lines: transactions });
        expect(decisions.flatMap(brokenPromises)).toEqual([]);
        expect(decisions.map(({ transaction }) => transaction)).toEqual(transactions.map(({ ref }) => ref));
        const noReturn = decisions.every(({ reverses }) => reverses === undefined);
        if (noReturn) {
          for (const [row, open] of replay(book, decisions)) {
            const before = book[Number(row)]!.open;
            expect(before > 0n ? open >= 0n && open <= before : open <= 0n && open >= before).toBe(true);
          }
        }
        expect(matchAll({ items: book, lines: transactions })).toEqual(decisions);
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order of the open items', () => {
    fc.assert(
      fc.property(items, lines, (book, transactions) => {
        const brief = (list: readonly OpenItem[]): unknown =>
          matchAll({ items: list, lines: transactions })
            .map(publicDecision)
            .map(({ decision, customer, allocations }) => ({
              decision,
              ...(decision === 'auto' && {
                customer,
                allocations: [...(allocations ?? [])].sort((a, b) => (a.invoice < b.invoice ? -1 : 1)),
              }),
            }));
        expect(brief([...book].reverse())).toEqual(brief(book));
      }),
      { numRuns: 60 },
    );
  });

  it('a slice decides like the whole book', () => {
    fc.assert(
      fc.property(items, lines, (book, transactions) => {
        const sliced = decide(transactions, new MemoryBook(book).slice(keysOf(transactions)));
        expect(sliced.map(publicDecision)).toEqual(decide(transactions, wholeBook(book)).map(publicDecision));
      }),
      { numRuns: 100 },
    );
  });
});

/** Everything there is, as a slice: what a book would answer that leaves nothing out. */
function wholeBook(book: readonly OpenItem[]): Slice {
  const hits = new Map<string, { count: number; ids: string[] }>();
  const customers = new Map(book.map((one) => [one.customer.id, one.customer]));
  const add = (key: string, id: string): void => {
    const hit = hits.get(key) ?? { count: 0, ids: [] };
    hits.set(key, { count: hit.count + 1, ids: hit.count < KEY_CAP ? [...hit.ids, id] : [] });
  };
  book.forEach((one, index) => itemKeys(one).forEach((key) => add(key, String(index))));
  for (const customer of customers.values()) customerKeys(customer).forEach((key) => add(key, customer.id));
  return {
    items: book.map((one, index) => ({ id: String(index), item: one, open: one.open })),
    customers: [...customers.values()],
    hits,
    customerCount: customers.size,
    learned: [],
    past: [],
  };
}

describe('hostile input', () => {
  it.each([
    ['digits', '1'.repeat(20_000)],
    ['digit groups', '12 '.repeat(7_000)],
    ['letters and digits in turn', 'A1'.repeat(10_000)],
    ['list', `FA2026-000123${'/124'.repeat(5_000)}`],
    ['RF', 'RF18'.repeat(5_000)],
    ['separators', '/-._'.repeat(5_000)],
    ['open amounts', '1 234 '.repeat(3_000)],
    ['marks', 'POUR P/C OBO '.repeat(1_500)],
    ['accents', 'é\u0301Ã©'.repeat(4_000)],
  ])('reads 20,000 characters of %s without harm', (_, text) => {
    const decisions = matchAll({
      items: [item({ number: 'FA2026-000123', open: '120.00' })],
      lines: [line('120.00', text), line('120.00', text, { counterparty: { name: text } })],
    });
    expect(decisions).toHaveLength(2);
  });

  it('reads twice the text with at most about twice the keys', () => {
    const count = (text: string): number => keysOf([line('1.00', text)]).lines[0]!.items.length;
    const text = Array.from({ length: 400 }, (_, index) => `FA2026-${String(index).padStart(6, '0')}`).join(' ');
    expect(count(`${text} ${text.replaceAll('FA', 'FB')}`)).toBeLessThan(count(text) * 2.2);
  });
});
