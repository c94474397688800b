import type { SqlMigration } from './sql-migration.js';

/** Exports a company has made by itself, and how each time went. */
export const exportSchedules: SqlMigration = {
  name: '0006-export-schedules',
  up: /* sql */ `
create table books.export_schedule (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  name text not null,
  format text not null,
  -- Of a transfer format; absent: the format's own id.
  transfer_to text,
  journals text[],
  options jsonb not null default '{}',
  every text not null check (every in ('day', 'week', 'month')),
  -- 1 (Monday) to 7 of a week, 1 to 28 of a month.
  on_day integer not null default 1 check (on_day between 1 and 28),
  -- What is exported when it runs on a day.
  period text not null check (period in ('new', 'previous-day', 'previous-week', 'previous-month', 'month-to-date', 'year-to-date', 'previous-year')),
  -- download: kept until somebody fetches it. folder: also written below the folder of exports.
  target text not null check (target in ('download', 'folder')),
  folder text,
  active boolean not null default true,
  -- The day it is to run for next, and when it is tried (again).
  next_day date not null,
  next_attempt_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, name),
  constraint export_schedule_folder check ((target = 'folder') = (folder is not null))
);

create table books.export_run (
  company_id uuid not null,
  schedule_id uuid not null,
  day date not null,
  state text not null check (state in ('done', 'nothing-new', 'failed')),
  attempts integer not null default 1,
  batch_number bigint,
  message text,
  at timestamptz not null default clock_timestamp(),
  primary key (company_id, schedule_id, day),
  foreign key (company_id, schedule_id) references books.export_schedule (company_id, id) on delete cascade
);
`,
};
