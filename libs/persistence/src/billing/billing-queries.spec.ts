import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { BillingQueries } from './billing-queries.js';
import { BooksFixture, openItem } from './testing/books-fixture.js';

describe('lists of the books', () => {
  let test: TestDatabase;
  let books: BooksFixture;

  const read = <T>(work: (queries: BillingQueries) => Promise<T>): Promise<T> =>
    books.database.withCompany(books.companyId, (tx) => work(new BillingQueries(tx)), { readOnly: true });

  beforeAll(async () => {
    test = await createTestDatabase();
    books = await BooksFixture.open(test.database);
    await books.import(
      Array.from({ length: 7 }, (_, index) => openItem(`FA${index}`, '100.00', { customer: `C${index % 2}` })),
    );
    for (const number of ['FA1', 'FA2', 'FA3']) {
      await books.apply(await books.pays(await books.line('130.00'), { [number]: '100.00' }));
    }
  });
  afterAll(() => test.drop());

  it('pages through all events once, in their order', async () => {
    const positions: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await read((queries) => queries.events({ limit: 3, ...(cursor ? { cursor } : {}) }));
      positions.push(...page.items.map((event) => event.position));
      cursor = page.next;
    } while (cursor);
    expect(positions).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
  });

  it('filters payments with credit on account by customer', async () => {
    const page = await read((queries) => queries.payments({ filters: { customer: 'C1', onAccount: 'true' } }));
    expect(page.items.map(({ customer, onAccount }) => [customer?.code, onAccount])).toEqual([
      ['C1', '30.00'],
      ['C1', '30.00'],
    ]);
    expect(page.next).toBeUndefined();
  });

  it('shows a decision as it was taken, without what billing resolved it to', async () => {
    const { items } = await read((queries) =>
      queries.decisions({ filters: { state: 'applied', rule: 'reference+amount' }, limit: 1 }),
    );
    expect(items[0]).toMatchObject({
      decision: { decision: 'auto', confidence: 0.999 },
      transaction: { amount: '130.00' },
    });
    expect(items[0]!.decision).not.toHaveProperty('resolved');
  });

  it.each([
    [{ filters: { secret: '1' } }, 'unknown-filter'],
    [{ filters: { from: '2026-13-45' } }, 'filter-value'],
    [{ filters: { customerId: '1; drop table' } }, 'filter-value'],
    [{ cursor: 'nonsense' }, 'cursor'],
    [{ limit: 0 }, 'limit'],
  ])('refuses %j', async (request, code) => {
    await expect(read((queries) => queries.payments(request))).rejects.toMatchObject({ code });
  });

  it('another company sees nothing of it', async () => {
    const other = await BooksFixture.open(test.database);
    const pages = await other.database.withCompany(other.companyId, async (tx) => {
      const queries = new BillingQueries(tx);
      return [await queries.payments(), await queries.decisions(), await queries.events()];
    });
    for (const page of pages) expect(page.items).toEqual([]);
  });
});
