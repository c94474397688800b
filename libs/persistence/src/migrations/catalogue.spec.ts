import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { migrations } from './index.js';

/** The closed list of tables without a company. A new one is added here with a reason, or gets a company. */
const SYSTEM_TABLES = [
  'account_route',
  'app_user',
  'company_ref',
  'firm',
  'lane',
  'membership',
  'migration',
  'rate',
  'session',
  'sign_in',
  'tick',
];

let test: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.drop();
});

async function list(sql: string): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(sql);
  return rows.map((row) => row.name);
}

const BOOKS = `from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'books'`;

describe('every table', () => {
  it('is one of books or in the closed list of system', async () => {
    const elsewhere = `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('books', 'system', 'graphile_worker', 'pg_catalog', 'information_schema', 'pg_toast')`;
    expect(await list(elsewhere)).toEqual([]);
    expect(await list(`select tablename as name from pg_tables where schemaname = 'system' order by 1`)).toEqual(
      SYSTEM_TABLES,
    );
  });

  it('of books has a company that is never absent', async () => {
    const without = `select c.relname as name ${BOOKS} where c.relkind in ('r', 'p') and not exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and a.attnotnull and a.atttypid = 'uuid'::regtype)`;
    expect(await list(without)).toEqual([]);
    expect((await list(`select c.relname as name ${BOOKS} where c.relkind = 'r'`)).length).toBeGreaterThan(20);
  });

  it('of books has forced row-level security with exactly the one policy, for reading and writing', async () => {
    const unsafe = `select c.relname as name ${BOOKS} where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity
      and (select count(*) = 1 and bool_and(p.polcmd = '*' and p.polpermissive
             and pg_get_expr(p.polqual, p.polrelid) like '%company_id = ( SELECT %app.company_id%'
             and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))
             from pg_policy p where p.polrelid = c.oid))`;
    expect(await list(unsafe)).toEqual([]);
  });

  it('of books has a primary key, and the company first in every index', async () => {
    const noKey = `select c.relname as name ${BOOKS} where c.relkind in ('r', 'p')
      and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`;
    const notFirst = `select i.indexrelid::regclass::text as name ${BOOKS} join pg_index i on i.indrelid = c.oid
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' where i.indkey[0] <> a.attnum`;
    expect(await list(noKey)).toEqual([]);
    expect(await list(notFirst)).toEqual([]);
  });

  it('of books has the company first on both sides of every foreign key', async () => {
    const notFirst = `select conname as name ${BOOKS} join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
      join pg_attribute own on own.attrelid = k.conrelid and own.attnum = k.conkey[1]
      join pg_attribute other on other.attrelid = k.confrelid and other.attnum = k.confkey[1]
      where own.attname <> 'company_id' or other.attname <> 'company_id'`;
    expect(await list(notFirst)).toEqual([]);
  });

  it('has no trigger of ours', async () => {
    const triggers = `select tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where not tgisinternal and n.nspname in ('books', 'system')`;
    expect(await list(triggers)).toEqual([]);
  });
});

describe('the rights of the application', () => {
  const rightsOf = async (table: string) => {
    const role = new URL(test.appUrl).username;
    const { rows } = await owner.query<Record<string, boolean>>(
      `select has_table_privilege($1, $2, 'select') as select, has_table_privilege($1, $2, 'insert') as insert,
              has_table_privilege($1, $2, 'update') as update, has_table_privilege($1, $2, 'delete') as delete,
              has_table_privilege($1, $2, 'truncate') as truncate`,
      [role, table],
    );
    return Object.entries(rows[0] ?? {})
      .filter(([, has]) => has)
      .map(([right]) => right);
  };
  const appendOnly = migrations.flatMap((migration) => migration.appendOnly ?? []);

  it('are to insert and read where a table is append-only', async () => {
    expect(appendOnly).toContain('books.allocation');
    for (const table of appendOnly) expect([table, await rightsOf(table)]).toEqual([table, ['select', 'insert']]);
  });

  it('are to read and write rows elsewhere in books, never to truncate', async () => {
    for (const name of await list(`select c.relname as name ${BOOKS} where c.relkind = 'r'`)) {
      if (appendOnly.includes(`books.${name}`)) continue;
      expect([name, await rightsOf(`books.${name}`)]).toEqual([name, ['select', 'insert', 'update', 'delete']]);
    }
  });

  it('do not reach the record of migrations or the jobs', async () => {
    expect(await rightsOf('system.migration')).toEqual(['select']);
    const jobs = test.database.system.query('select 1 from graphile_worker._private_jobs');
    await expect(jobs).rejects.toThrow(/permission denied/);
  });

  it('do not include making tables', async () => {
    await expect(test.database.system.query('create table books.mine (id int)')).rejects.toThrow(/permission denied/);
  });
});
