import type { SqlMigration } from './sql-migration.js';

/** What a person said a payment is made of: remittance advices, cheque slips, collections. Read when lines are decided. */
export const givenAdvice: SqlMigration = {
  name: '0021-given-advice',
  up: /* sql */ `
create table books.given_advice (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  -- Of the advice as it was read: the same one again is known.
  digest bytea not null,
  -- Its own day, else that of giving it: lines near it are explained by it.
  day date not null,
  advice jsonb not null,
  -- Name of the file; absent where it was typed.
  file_name text,
  given_by text not null,
  given_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  primary key (company_id, id),
  unique (company_id, digest)
);
create index given_advice_day on books.given_advice (company_id, day) where withdrawn_at is null;
`,
};
