import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from './new-id.js';
import { createCompany, createTestDatabase, type TestDatabase } from './testing/index.js';

describe('row-level security', () => {
  let test: TestDatabase;
  let first: string;
  let second: string;

  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 1 });
    first = (await createCompany(test.database, { name: 'First' })).id;
    second = (await createCompany(test.database, { name: 'Second' })).id;
  });
  afterAll(() => test.drop());

  it('shows a company its own row only', async () => {
    const names = await test.database.withCompany(first, (tx) =>
      tx.query<{ name: string }>('select name from books.company'),
    );
    expect(names).toEqual([{ name: 'First' }]);
  });

  it('refuses an insert for another company', async () => {
    const insert = test.database.withCompany(first, (tx) =>
      tx.query(`insert into books.counter (company_id, name) values ($1, 'x')`, [second]),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });
});

it('an id that is no UUID never reaches the database', async () => {
  expect(newId()).toMatch(/^[0-9a-f-]{36}$/);
});
