import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { migrations } from './migrations/index.js';
import { createAddJob, createRefreshStatistics, grantRights, secureBooks } from './migrations/rights.js';

export interface MigrateOptions {
  /** The application's address, if one is set up already: its role is made or kept with that password. */
  readonly appUrl?: string;
  /** Called with the name of each migration as it is run. */
  readonly onMigration?: (name: string) => void;
}

/** What a migration did, and the address the application connects to. */
export interface Migrated {
  readonly appUrl: string;
  /** Names of the migrations run now; empty when the database was up to date. */
  readonly applied: readonly string[];
}

/** Any number; all programs that migrate one database take the same. */
const LOCK = 7_241_093_316;

/**
 * Brings a database up to date: our migrations in order, each recorded in `system.migration`, row-level security on
 * every table of `books`, the job tables, and the application's role with its rights. One runs at a time; a failure
 * leaves our tables as they were. Run again, it changes nothing.
 *
 * @throws Error if a migration that was run here has been edited since, or the owner may not do something
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<Migrated> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    installExtensions: false,
    entities: [],
    poolSize: 2,
  });
  await source.initialize();
  await using runner = source.createQueryRunner();
  try {
    await runner.query(`select pg_advisory_lock(${LOCK})`);
    await runWorkerMigrations(ownerUrl);
    const app = await ensureAppRole(runner, ownerUrl, options.appUrl);
    await runner.startTransaction();
    const applied = await applyMigrations(runner, options.onMigration);
    await secureBooks(runner);
    await createAddJob(runner);
    await createRefreshStatistics(runner);
    await grantRights(runner, app.role, migrations);
    await runner.commitTransaction();
    return { appUrl: app.url, applied };
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
    await source.destroy();
  }
}

async function applyMigrations(runner: QueryRunner, onMigration?: (name: string) => void): Promise<string[]> {
  const done = await recorded(runner);
  const applied: string[] = [];
  for (const migration of migrations) {
    const hash = createHash('sha256').update(migration.up).digest('hex');
    const before = done.get(migration.name);
    if (before === hash) continue;
    if (before !== undefined) {
      throw new Error(
        `The migration ${migration.name} was edited after it was run on this database. ` +
          'Put it back and write a new one; a database that holds nothing of worth can be deleted instead.',
      );
    }
    onMigration?.(migration.name);
    await runner.query(migration.up);
    await runner.query(`create table if not exists system.migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    await runner.query(`insert into system.migration (name, sha256) values ($1, $2)`, [migration.name, hash]);
    applied.push(migration.name);
  }
  return applied;
}

async function recorded(runner: QueryRunner): Promise<Map<string, string>> {
  const [table] = (await runner.query(`select to_regclass('system.migration') is not null as there`)) as {
    there: boolean;
  }[];
  if (!table?.there) return new Map();
  const rows = (await runner.query(`select name, sha256 from system.migration`)) as { name: string; sha256: string }[];
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

async function runWorkerMigrations(ownerUrl: string): Promise<void> {
  const pgPool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // graphile-worker warns of pools and clients nobody listens to: a lost connection would end the process.
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  try {
    const { runMigrations, silentLogger } = await import('./jobs/graphile-worker.js');
    await runMigrations({ pgPool, logger: silentLogger });
  } finally {
    await pgPool.end();
  }
}

/** The application's role: named in its address, or `lettrage_app` with a new random password. */
async function ensureAppRole(
  runner: QueryRunner,
  ownerUrl: string,
  appUrl?: string,
): Promise<{ role: string; url: string }> {
  const url = new URL(appUrl ?? ownerUrl);
  if (appUrl === undefined) {
    url.username = 'lettrage_app';
    url.password = randomBytes(24).toString('base64url');
  }
  const name = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  const role = pg.escapeIdentifier(name);
  const found = (await runner.query(`select 1 from pg_roles where rolname = $1`, [name])) as unknown[];
  const attributes = password === '' ? '' : ` password ${pg.escapeLiteral(password)}`;
  if (found.length === 0) {
    await runner
      .query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole${attributes}`)
      .catch((error: Error) => {
        // Another database of the same server may be migrated at this moment.
        if (!/already exists|tuple concurrently updated/.test(error.message)) throw error;
      });
  } else if (appUrl === undefined) {
    await runner.query(`alter role ${role}${attributes}`);
  }
  const [database] = (await runner.query(`select quote_ident(current_database()) as name`)) as { name: string }[];
  await runner.query(`grant connect on database ${database?.name} to ${role}`);
  return { role, url: url.toString() };
}
