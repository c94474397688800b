import { createHash, createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Database } from '../database.js';
import { ensureServer } from '../embedded/embedded-server.js';
import { markOf } from '../embedded/process-mark.js';
import { migrate } from '../migrate.js';
import { migrations } from '../migrations/index.js';
import { newId } from '../new-id.js';
import { dropLeftovers } from './leftovers.js';

/** A migrated database of its own for one spec file. */
export interface TestDatabase {
  readonly database: Database;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Fails if a connection of this database is still in use, then closes and drops it. Call it in `afterAll`. */
  drop(): Promise<void>;
}

/** A test server keeps nothing: it need not wait for the disk. */
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200', 'autovacuum=off'];

/**
 * Makes a database by cloning a template that is migrated once per state of the migrations, on the embedded server in
 * `var/test` of the checkout, or on that of `DATABASE_OWNER_URL`.
 */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = await serverUrls();
  const template = await ensureTemplate(server);
  const name = `lettrage_test_${newId().replaceAll('-', '')}`;
  await onServer(server.ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock_shared($1)', [TEMPLATE_LOCK]);
    await client.query(`create database ${name} template ${template}`);
  });
  const ownerUrl = withDatabase(server.ownerUrl, name);
  const appUrl = withDatabase(server.appUrl, name);
  const database = await Database.open({ url: appUrl, poolSize: options.poolSize ?? 6 });
  return {
    database,
    ownerUrl,
    appUrl,
    async drop() {
      const { total, idle } = database.connections;
      await database.close();
      await onServer(server.ownerUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
      if (total !== idle)
        throw new Error(`${total - idle} connections were never given back: a transaction or a worker was not ended.`);
    },
  };
}

const TEMPLATE_LOCK = 7_241_093_317;

interface ServerUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

async function serverUrls(): Promise<ServerUrls> {
  const given = process.env['DATABASE_OWNER_URL'];
  if (given) return { ownerUrl: given, appUrl: testRoleUrl(given) };
  // The runner's process is the user: its workers come and go, and the server serves them all until the run ends.
  const runner = process.send ? process.ppid : process.pid;
  const folder = join(checkout(), 'var', 'test');
  for (let attempt = 0; ; attempt++) {
    const server = await ensureServer(folder, { flags: FLAGS, user: markOf(runner) });
    // Another run may have ended, and stopped the server, just now.
    if (attempt >= 3 || (await onServer(server.ownerUrl, () => Promise.resolve(true)).catch(() => false)))
      return server;
  }
}

/** Tests that run at once on one server must agree on the role's password: it follows from the owner's address. */
function testRoleUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = 'lettrage_test_app';
  url.password = createHmac('sha256', ownerUrl).update('lettrage test role').digest('base64url');
  return url.toString();
}

async function ensureTemplate({ ownerUrl, appUrl }: ServerUrls): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, up, appendOnly, changeable } of migrations)
    hash.update(JSON.stringify([name, up, appendOnly, changeable]));
  hash.update(RIGHTS_VERSION).update(new URL(appUrl).username);
  const template = `lettrage_template_${hash.digest('hex').slice(0, 16)}`;
  await onServer(ownerUrl, async (client) => {
    if (await exists(client, template)) return;
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (await exists(client, template)) return;
    // Under another name first: a run that is killed here leaves no half-migrated template.
    const draft = `${template}_new`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await migrate(withDatabase(ownerUrl, draft), { appUrl: withDatabase(appUrl, draft) });
    await client.query(`alter database ${draft} rename to ${template}`);
    await dropLeftovers(client);
  });
  return template;
}

/** Raised when the rights that `migrate` gives change, so that templates made before are not used. */
const RIGHTS_VERSION = '5';

async function exists(client: pg.Client, database: string): Promise<boolean> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  return (found.rowCount ?? 0) > 0;
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

/** The checkout this file lies in, or the current folder where the package is installed elsewhere. */
function checkout(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nest-cli.json'))) return folder;
  }
  return process.cwd();
}
