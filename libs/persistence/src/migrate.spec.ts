import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';
import { newId } from './new-id.js';
import { createCompany, createTestDatabase, type TestDatabase } from './testing/index.js';

let test: TestDatabase;
const empty = `lettrage_test_${newId().replaceAll('-', '')}`;

beforeAll(async () => {
  test = await createTestDatabase();
  await owner(test.ownerUrl, (client) => client.query(`create database ${empty}`));
});
afterAll(async () => {
  await owner(test.ownerUrl, (client) => client.query(`drop database ${empty} with (force)`));
  await test.drop();
});

async function owner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function of(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.toString();
}

/** Everything that makes up the schema, in words. */
async function schema(url: string): Promise<unknown> {
  return owner(url, async (client) => {
    const { rows } = await client.query(`
      select 'column' as what, table_schema || '.' || table_name || '.' || column_name as name, data_type || is_nullable as detail
        from information_schema.columns where table_schema in ('books', 'system')
      union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) from pg_constraint
        where connamespace in ('books'::regnamespace, 'system'::regnamespace)
      union all select 'index', indexname, indexdef from pg_indexes where schemaname in ('books', 'system')
      union all select 'rights', relname, relacl::text || relrowsecurity || relforcerowsecurity from pg_class
        where relnamespace in ('books'::regnamespace, 'system'::regnamespace) and relkind = 'r'
      union all select 'policy', polrelid::regclass || '.' || polname, pg_get_expr(polqual, polrelid) from pg_policy
      order by 1, 2, 3`);
    return rows;
  });
}

it('migrates an empty database and changes nothing the second time, also by two at once', async () => {
  const url = of(test.ownerUrl, empty);
  const options = { appUrl: of(test.appUrl, empty) };
  const both = await Promise.all([migrate(url, options), migrate(url, options)]);
  expect(both.map((one) => one.applied.length).sort()).toEqual([0, migrations.length]);
  const before = await schema(url);
  expect(await migrate(url, options)).toEqual({ appUrl: options.appUrl, applied: [] });
  expect(await schema(url)).toEqual(before);
});

it('keeps the data that is there', async () => {
  const { id } = await createCompany(test.database, { name: 'Kept' });
  await migrate(test.ownerUrl, { appUrl: test.appUrl });
  const rows = await test.database.withCompany(id, (tx) => tx.query('select name from books.company'));
  expect(rows).toEqual([{ name: 'Kept' }]);
});

it('refuses a migration that was edited after it was run', async () => {
  await owner(test.ownerUrl, (client) => client.query(`update system.migration set sha256 = 'other'`));
  await expect(migrate(test.ownerUrl, { appUrl: test.appUrl })).rejects.toThrow(/was edited after it was run/);
  await owner(test.ownerUrl, (client) => client.query(`delete from system.migration`));
  expect(await test.database.health()).toMatchObject({
    ok: false,
    message: expect.stringContaining('lettrage migrate'),
  });
});
