import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StaleBooks, verifyChain } from '@lettrage/billing';
import { formatMinor, parseDay, type OpenItem } from '@lettrage/domain';
import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { readEvents } from './event-table.js';
import { BooksFixture, openItem } from './testing/books-fixture.js';

const DAY = parseDay('2026-03-15');
const NUMBERS = ['FA1', 'FA2', 'FA3', 'AV1'] as const;

type Step =
  | {
      readonly do: 'pay';
      readonly item: number;
      readonly share: number;
      readonly extra: number;
      readonly adjust: boolean;
    }
  | { readonly do: 'undo' | 'return' | 'use-credit'; readonly pick: number }
  | { readonly do: 'import'; readonly opens: readonly number[] };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      item: fc.nat(3),
      share: fc.integer({ min: 1, max: 100 }),
      extra: fc.nat(3),
      adjust: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('undo' as const, 'return' as const, 'use-credit' as const),
      pick: fc.nat(20),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      opens: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }),
    }),
  },
);

describe('the books under any history', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 9 });
  });
  afterAll(() => test.drop());

  it('parents are the sum of their children, nothing is over-allocated, and the chain verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const books = await BooksFixture.open(test.database);
        await books.import(items([100, 100, 100, 100]));
        for (const [index, one] of steps.entries()) await perform(books, one, index);
        expect(await books.violations()).toEqual([]);
        // Reading them checks each against the catalogue.
        expect((await books.events()).length).toBeGreaterThanOrEqual(4);
        expect(await chainOf(books)).not.toHaveProperty('firstBad');
      }),
      { numRuns: 25 },
    );
  });

  it('eight connections pay twenty invoices three times over: each is settled once, nothing locks up', async () => {
    const books = await BooksFixture.open(test.database);
    await books.import(Array.from({ length: 20 }, (_, index) => openItem(`FA${index}`, '100.00')));
    const { query } = { query: books.query.bind(books) };
    const ids = (await query<{ id: string }>('select id from books.item order by id')).map((row) => row.id);
    // Each batch names its items in another order: locks must not depend on it.
    const worker = async (seed: number): Promise<number> => {
      let applied = 0;
      for (let round = 0; round < 3; round++) {
        const wanted = [...ids].sort((a, b) => hash(a, seed + round) - hash(b, seed + round)).slice(0, 6);
        const lines = await Promise.all(wanted.map(() => books.line('100.00')));
        const outcomes = await books.run((billing) =>
          billing.applyDecisions(
            wanted.map((itemId, index) => ({
              kind: 'pay',
              transactionId: lines[index]!,
              decision: { transaction: lines[index]!, decision: 'auto', confidence: 1 },
              engine: 'test',
              basedOn: [{ id: itemId, open: 10000n }],
              allocations: [{ itemId, amount: 10000n }],
            })),
          ),
        );
        applied += outcomes.filter((outcome) => outcome.outcome === 'applied').length;
      }
      return applied;
    };
    const applied = await Promise.all(Array.from({ length: 8 }, (_, index) => worker(index * 10)));
    expect(applied.reduce((a, b) => a + b, 0)).toBe(
      (await query('select 1 from books.item where settled = total')).length,
    );
    expect(await query('select 1 from books.payment')).toHaveLength(applied.reduce((a, b) => a + b, 0));
    expect(await books.violations()).toEqual([]);
    expect(await chainOf(books)).not.toHaveProperty('firstBad');
  });

  it('the chain names the first event that an administrator changed, removed or cut off', async () => {
    const books = await BooksFixture.open(test.database);
    await books.import(items([100, 100, 100, 100]));
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    try {
      const spoil = async (sql: string): Promise<unknown> => {
        // The owner too is bound by row security, so the company is set.
        await owner.query(`begin; set local app.company_id = '${books.companyId}'; ${sql}; commit`);
        return chainOf(books);
      };
      expect(await chainOf(books)).toMatchObject({ count: 4n });
      expect(
        await spoil(
          `update books.event set data = jsonb_set(data::jsonb, '{open}', '"1.00"')::json where position = 3`,
        ),
      ).toMatchObject({
        count: 2n,
        firstBad: { position: 3n, why: 'its content was changed' },
      });
      expect(await spoil('delete from books.event where position = 2')).toMatchObject({
        firstBad: { position: 3n, why: 'position 2 is missing' },
      });
      expect(await spoil('delete from books.event where position > 1')).toMatchObject({
        count: 1n,
        firstBad: { position: 2n },
      });
    } finally {
      await owner.end();
    }
  });
});

function items(opens: readonly number[]): OpenItem[] {
  return NUMBERS.map((number, index) => {
    const note = number.startsWith('AV');
    const sign = note ? '-' : '';
    return openItem(number, `${sign}${opens[index]}.00`, {
      total: `${sign}100.00`,
      kind: note ? 'credit-note' : 'invoice',
    });
  });
}

/** Performs a step; what billing refuses is fine, what breaks an invariant is not. */
async function perform(books: BooksFixture, one: Step, index: number): Promise<void> {
  try {
    if (one.do === 'pay') await pay(books, one);
    else if (one.do === 'import')
      await books.import(items(one.opens), { asOf: `2026-02-${String(index + 1).padStart(2, '0')}` });
    else if (one.do === 'use-credit') await useCredit(books, one.pick);
    else await takeBack(books, one.do, one.pick);
  } catch (error) {
    if ((error as Error).name !== 'BillingRefusal' && !(error instanceof StaleBooks)) throw error;
  }
}

async function pay(books: BooksFixture, one: Extract<Step, { do: 'pay' }>): Promise<void> {
  const number = NUMBERS[one.item]!;
  const { open } = await books.item(number);
  const part = (open * BigInt(one.share)) / 100n;
  const adjustment =
    one.adjust && part !== open
      ? { kind: 'rounding' as const, amount: formatMinor(open > 0n ? 1n : -1n, 'EUR') }
      : undefined;
  const line = await books.line(formatMinor(part + BigInt(open > 0n ? one.extra : -one.extra), 'EUR'));
  await books.apply(
    await books.pays(line, { [number]: { amount: formatMinor(part, 'EUR'), ...(adjustment ? { adjustment } : {}) } }),
  );
}

async function takeBack(books: BooksFixture, how: 'undo' | 'return', pick: number): Promise<void> {
  const rows = await books.query<{ id: string; amount: bigint }>(
    'select id, amount from books.allocation where undoes is null order by id',
  );
  const row = rows[pick % Math.max(rows.length, 1)];
  if (!row) return;
  if (how === 'undo') {
    await books.run((billing) => billing.undo({ allocationIds: [row.id], by: 'anna', day: DAY }));
    return;
  }
  const transactionId = await books.line(formatMinor(-row.amount, 'EUR'));
  await books.apply({
    kind: 'return',
    transactionId,
    decision: { transaction: transactionId, decision: 'none', category: 'return', confidence: 1 },
    engine: 'test',
    basedOn: [],
    reverses: [{ allocationId: row.id, amount: row.amount }],
  });
}

async function useCredit(books: BooksFixture, pick: number): Promise<void> {
  const credits = await books.query<{ id: string; rest: bigint }>(
    'select id, amount - allocated as rest from books.payment where amount > allocated order by id',
  );
  const credit = credits[pick % Math.max(credits.length, 1)];
  const { id: itemId, open } = await books.item(NUMBERS[pick % 3]!);
  if (!credit || open === 0n) return;
  const amount = credit.rest < open ? credit.rest : open;
  await books.run((billing) =>
    billing.useOnAccount({ paymentId: credit.id, allocations: [{ itemId, amount }], day: DAY, by: 'anna' }),
  );
}

async function chainOf(books: BooksFixture): Promise<unknown> {
  return books.database.withCompany(books.companyId, async (tx) => {
    const [head] = await tx.query<{ head_position: bigint; head_hash: Buffer }>(
      'select head_position, head_hash from books.company',
    );
    return verifyChain(readEvents(tx, { pageSize: 3 }), {
      key: books.environment.eventKey,
      companyId: books.companyId,
      head: { position: head!.head_position, hash: head!.head_hash },
    });
  });
}

function hash(text: string, seed: number): number {
  let value = seed;
  for (const character of text) value = (value * 31 + character.charCodeAt(0)) % 100_003;
  return value;
}
