import type { SqlMigration } from './sql-migration.js';

/**
 * Exports exactly once: a destination has had an entry or not, by a row whose key forbids a second one; a batch keeps
 * what it was made of and its bytes in pieces, so that a file of any size is written and read without holding it whole.
 */
export const exportBatches: SqlMigration = {
  name: '0002-export-batches',
  up: /* sql */ `
-- Another program that takes entries over. Its row is locked while a batch for it is made.
create table books.export_destination (
  company_id uuid not null references books.company (company_id),
  name text not null,
  created_at timestamptz not null default now(),
  primary key (company_id, name)
);

alter table books.export_batch
  -- report: the whole range each time. transfer: what the destination has not had.
  add column use text not null default 'report' check (use in ('report', 'transfer')),
  add column destination text,
  -- Absent: all journals.
  add column journals text[],
  -- The events the journal had booked when the batch was made: with the range it says which entries and letters are in it.
  add column through_position bigint not null default 0,
  add column line_count integer not null default 0,
  add column debit bigint not null default 0,
  add column credit bigint not null default 0,
  -- Lines that lost a fact the format has no field for, by fact.
  add column omitted jsonb not null default '{}',
  -- When whoever asked for it had the bytes. A transfer that was made and not handed over is handed over first.
  add column handed_over_at timestamptz default now(),
  alter column content drop not null,
  add constraint export_batch_transfer_destination check (use = 'report' or destination is not null),
  add foreign key (company_id, destination) references books.export_destination (company_id, name);
-- Those made so far count as handed over; the rows themselves are closed to a migration by row-level security.
alter table books.export_batch alter column handed_over_at drop default;
create index export_batch_waiting on books.export_batch (company_id, destination, number) where handed_over_at is null;

create table books.export_chunk (
  company_id uuid not null,
  batch_id uuid not null,
  ordinal integer not null,
  -- gzip.
  content bytea not null,
  primary key (company_id, batch_id, ordinal),
  foreign key (company_id, batch_id) references books.export_batch (company_id, id) deferrable initially deferred
);
alter table books.export_chunk alter column content set storage external;

-- Which entries a destination has had, and in which batch: never twice.
create table books.export_entry (
  company_id uuid not null,
  destination text not null,
  entry_id uuid not null,
  batch_id uuid not null,
  primary key (company_id, destination, entry_id),
  foreign key (company_id, destination) references books.export_destination (company_id, name),
  foreign key (company_id, entry_id) references books.journal_entry (company_id, id),
  foreign key (company_id, batch_id) references books.export_batch (company_id, id) deferrable initially deferred
);
create index export_entry_batch on books.export_entry (company_id, batch_id);
`,
  appendOnly: ['books.export_chunk', 'books.export_entry'],
};
