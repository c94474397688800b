import type { QueryRunner } from 'typeorm';
import type { SqlMigration } from './sql-migration.js';

/** Name of the one policy every table of `books` has. */
const POLICY = 'company';
/** As a subselect it is worked out once a query; without it once a row, a tenth of a bulk insert. */
const CONDITION = `company_id = (select nullif(current_setting('app.company_id', true), '')::uuid)`;

/**
 * Row-level security on every table of `books`, from the catalogue, so that a new table cannot be forgotten: enabled,
 * forced (it binds the owner too), and one policy for reading and writing. Without a company set it shows nothing:
 * the setting is absent at first and '' after a transaction, hence `nullif`.
 */
export async function secureBooks(runner: QueryRunner): Promise<void> {
  const tables = (await runner.query(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
           exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = '${POLICY}') as has_policy
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'books' and c.relkind in ('r', 'p') order by 1`)) as {
    name: string;
    forced: boolean;
    has_policy: boolean;
  }[];
  for (const { name, forced, has_policy } of tables) {
    if (!forced) await runner.query(`alter table books."${name}" enable row level security, force row level security`);
    if (!has_policy)
      await runner.query(`create policy ${POLICY} on books."${name}" using (${CONDITION}) with check (${CONDITION})`);
  }
}

/**
 * What the application's role may do: read and write rows, but only insert and read where a table is append-only.
 * Nothing else: no DDL, no truncate, no job table.
 *
 * @param role already quoted
 */
export async function grantRights(
  runner: QueryRunner,
  role: string,
  migrations: readonly Pick<SqlMigration, 'appendOnly' | 'changeable'>[],
): Promise<void> {
  await runner.query(`
    revoke all on all tables in schema books, system from ${role};
    grant usage on schema books, system to ${role};
    grant select, insert, update, delete on all tables in schema books, system to ${role};
    revoke insert, update, delete on system.migration from ${role};
    grant execute on function system.add_job(text, json, text, timestamptz), system.refresh_statistics() to ${role}`);
  for (const table of migrations.flatMap((migration) => migration.appendOnly ?? []))
    await runner.query(`revoke update, delete on ${table} from ${role}`);
  for (const [table, columns] of migrations.flatMap((migration) => Object.entries(migration.changeable ?? {})))
    await runner.query(`grant update (${columns.join(', ')}) on ${table} to ${role}`);
}

/**
 * How the application's role adds a job: the job tables are closed to it, so a function of their owner does it, with a
 * fixed search path. A job with the key of a waiting one replaces it.
 */
export async function createAddJob(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function system.add_job(task text, payload json, key text, at timestamptz default null)
    returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
      select graphile_worker.add_job(identifier := task, payload := payload, job_key := key,
                                     run_at := coalesce(at, clock_timestamp()), max_attempts := 3);
    $$;
    revoke all on function system.add_job(text, json, text, timestamptz) from public`);
}

/**
 * Tables that have doubled since the planner last looked at them are looked at again: after a first import the server's
 * own daemon takes a minute to come round, and until then a company's rows are taken for few and all read for each one
 * wanted. Only the owner may do that, hence the function. A table that somebody looks at just now is left to him.
 */
export async function createRefreshStatistics(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create or replace function system.refresh_statistics()
    returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
    declare grown regclass;
    begin
      for grown in
        select c.oid from pg_class c where c.relnamespace = 'books'::regnamespace and c.relkind = 'r'
           and pg_relation_size(c.oid) / current_setting('block_size')::bigint > 2 * greatest(c.relpages, 1)
      loop
        execute format('analyze (skip_locked) %s', grown);
      end loop;
    end $$;
    revoke all on function system.refresh_statistics() from public`);
}
