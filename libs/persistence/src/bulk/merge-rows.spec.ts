import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../new-id.js';
import { createCompany, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { mergeRows } from './merge-rows.js';

let test: TestDatabase;
let company: string;

beforeAll(async () => {
  test = await createTestDatabase();
  company = (await createCompany(test.database)).id;
});
afterAll(() => test.drop());

const customers = (codes: readonly string[]) => ({
  table: 'books.customer',
  columns: ['id', 'code', 'name'],
  rows: codes.map((code) => [newId(), code, `Client ${code}`]),
  conflict: ['code'],
});

describe('a merge', () => {
  it('stores what is new, leaves what is known and what comes twice, and counts', async () => {
    const first = await test.database.withCompany(company, (tx) => mergeRows(tx, customers(['A', 'B'])));
    expect(first).toEqual({ read: 2, stored: 2, known: 0, rows: [] });
    const second = await test.database.withCompany(company, (tx) =>
      mergeRows(tx, { ...customers(['B', 'C', 'C']), returning: ['code'] }),
    );
    expect(second).toEqual({ read: 3, stored: 1, known: 2, rows: [{ code: 'C' }] });
  });

  it('counts over the chunks it is stored in, also a row known from an earlier one', async () => {
    const name = 'x'.repeat(40_000);
    async function* rows(): AsyncIterable<string[]> {
      for (let i = 0; i < 300; i++) yield [newId(), `L${i % 250}`, name];
    }
    const merged = await test.database.withCompany(company, (tx) => mergeRows(tx, { ...customers([]), rows: rows() }));
    expect(merged).toMatchObject({ read: 300, stored: 250, known: 50 });
  });

  it('of nothing stores nothing', async () => {
    expect(await test.database.withCompany(company, (tx) => mergeRows(tx, customers([])))).toMatchObject({
      read: 0,
      stored: 0,
      known: 0,
    });
  });

  it('can be done twice in one transaction', async () => {
    await test.database.withCompany(company, async (tx) => {
      await mergeRows(tx, customers(['T1']));
      expect(
        await mergeRows(tx, { table: 'books.counter', columns: ['name', 'value'], rows: [['n', 3n]] }),
      ).toMatchObject({ stored: 1 });
    });
  });

  it('keeps nothing when a row is wrong, and names the value', async () => {
    const wrong = test.database.withCompany(company, async (tx) => {
      await mergeRows(tx, customers(['W1']));
      await mergeRows(tx, { table: 'books.counter', columns: ['name', 'value'], rows: [['w', 'twelve']] });
    });
    await expect(wrong).rejects.toThrow(/twelve/);
    expect(
      await test.database.withCompany(company, (tx) => tx.query(`select 1 from books.customer where code = 'W1'`)),
    ).toEqual([]);
  });

  it('brings any text and any JSON through unchanged but for NUL', async () => {
    const text = fc.string({ unit: 'binary' });
    const json = fc.dictionary(fc.constantFrom('a', 'b', '\\u0000', '\t'), text, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, json), { minLength: 1, maxLength: 8 }), async (values) => {
        const rows = values.map(([name, address]) => [newId(), newId(), name, address]);
        const merged = await test.database.withCompany(company, (tx) =>
          mergeRows<{ name: string; address: object }>(tx, {
            table: 'books.customer',
            columns: ['id', 'code', 'name', 'address'],
            rows,
            returning: ['name', 'address'],
          }),
        );
        const withoutNul = JSON.parse(JSON.stringify(values), (_, value: unknown) =>
          typeof value === 'string' ? value.replaceAll('\0', '') : value,
        ) as typeof values;
        expect(merged.rows).toEqual(withoutNul.map(([name, address]) => ({ name, address })));
      }),
      { numRuns: 60 },
    );
  });

  it('writes bytes, instants, truth and absence as they are', async () => {
    const at = new Date('2026-03-01T10:00:00.123Z');
    const merged = await test.database.withCompany(company, (tx) =>
      mergeRows(tx, {
        table: 'books.api_key',
        columns: ['id', 'name', 'secret_hash', 'scopes', 'expires_at', 'revoked_at'],
        rows: [['k', 'n', Buffer.from([0, 255]), ['a', 'b'], at, undefined]],
        returning: ['secret_hash', 'scopes', 'expires_at', 'revoked_at'],
      }),
    );
    expect(merged.rows).toEqual([
      { secret_hash: Buffer.from([0, 255]), scopes: ['a', 'b'], expires_at: at, revoked_at: null },
    ]);
  });
});
