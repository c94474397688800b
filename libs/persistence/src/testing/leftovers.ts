import type pg from 'pg';

/** Templates kept: other states of the migrations, as when one switches between branches. */
const TEMPLATES_KEPT = 4;
const HOUR = 3_600_000;

/**
 * Drops what killed runs have left on the test server: databases made more than an hour ago (their names are UUIDv7),
 * and all but the newest templates. What is in use stays.
 */
export async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname ~ '^lettrage_(test_[0-9a-f]{32}|template_[0-9a-f]{16})$' order by oid desc`,
  );
  const names = rows.map((row) => row.name);
  const tests = names.filter((name) => name.startsWith('lettrage_test_') && madeAt(name) < Date.now() - HOUR);
  const templates = names.filter((name) => name.startsWith('lettrage_template_')).slice(TEMPLATES_KEPT);
  for (const name of [...tests, ...templates]) {
    // Somebody is connected, or another run drops it at this moment: then it is not ours to drop.
    await client.query(`drop database if exists ${name}`).catch(() => undefined);
  }
}

function madeAt(name: string): number {
  return Number.parseInt(name.slice('lettrage_test_'.length, 'lettrage_test_'.length + 12), 16);
}
