import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { importStatement, verifyCompany, type OperationsContext } from '@lettrage/operations';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import pg from 'pg';
import { contextOf, makeCompany, SECRET, writeStatements } from './world.js';

const LINES = 12_000;

let test: TestDatabase;
let context: OperationsContext;
let folder: string;
let owner: pg.Client;

beforeAll(async () => {
  process.env[SECRET.name] = SECRET.value;
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lettrage-cut-'));
  context = contextOf(test.database, folder);
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

const stored = (companyId: string) =>
  context.database.withCompany(companyId, (tx) =>
    tx.query(
      `select (select count(*)::int from books.statement_file where company_id = $1) as files,
              (select count(*)::int from books.statement where company_id = $1) as statements,
              (select count(*)::int from books.bank_transaction where company_id = $1) as lines`,
      [companyId],
    ),
  );

it('a database connection that is cut in the middle of an import leaves nothing by halves; the next import has it all', async () => {
  const companyId = await makeCompany(context, 'http://127.0.0.1:9/nobody', 1);
  const [file] = await writeStatements(folder, LINES, 1);
  let cut: Promise<unknown> | undefined;
  const importing = importStatement(context, file!, {
    companies: [companyId],
    onProgress: ({ what, done }) => {
      if (!what.startsWith('reading') || done < (LINES * 3) / 4) return;
      cut ??= owner.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    },
  });
  await expect(importing).rejects.toThrow();
  await cut;
  expect(await stored(companyId)).toEqual([{ files: 0, statements: 0, lines: 0 }]);
  const report = await importStatement(context, file!, { companies: [companyId] });
  expect(report.statements[0]).toMatchObject({ state: 'stored', lines: { stored: LINES, known: 0 } });
  expect(await stored(companyId)).toEqual([{ files: 1, statements: 1, lines: LINES }]);
  expect((await verifyCompany(context, companyId)).violations).toEqual([]);
}, 120_000);
