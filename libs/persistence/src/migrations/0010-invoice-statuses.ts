import type { SqlMigration } from './sql-migration.js';

/** The life of electronic invoices: what status 212 needs of each, and every status told or received. */
export const invoiceStatuses: SqlMigration = {
  name: '0010-invoice-statuses',
  up: /* sql */ `
-- The electronic invoice behind the items of one number, whoever issued it.
create table books.einvoice (
  company_id uuid not null references books.company (company_id),
  number text not null,
  -- EN 16931 model, plain data.
  invoice jsonb not null,
  -- Instant of status 200; absent while the invoice is not deposited.
  deposited_at timestamptz,
  recorded_at timestamptz not null default now(),
  primary key (company_id, number)
);

create table books.invoice_status (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  number text not null,
  -- Among the statuses of the invoice that come of the books, from 1.
  ordinal integer,
  code text not null,
  -- 212: a message. 10.4: e-reporting of payments. Of received ones absent.
  channel text check (channel in ('212', '10.2', '10.4')),
  -- The billing event it comes of; absent for what was received.
  event_id uuid,
  event_position bigint,
  -- ready: to be told. missing: the invoice lacks something. elsewhere: another reports for the company. cancelled:
  -- taken back before it was told. received: from the other side or the platform.
  state text not null check (state in ('ready', 'missing', 'elsewhere', 'cancelled', 'received')),
  why text,
  set_at timestamptz not null,
  day date not null,
  amount bigint,
  currency text,
  reason text,
  -- [{rate, amount}], with tax.
  parts jsonb,
  -- The message in the model of life-cycle messages, and its identifier (MDT-4).
  message jsonb,
  message_id text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint invoice_status_of_books check ((event_id is null) = (state = 'received'))
);
create unique index invoice_status_event on books.invoice_status (company_id, number, event_id) where event_id is not null;
create unique index invoice_status_message on books.invoice_status (company_id, number, message_id) where message_id is not null;
create index invoice_status_number on books.invoice_status (company_id, number, created_at);
create index invoice_status_day on books.invoice_status (company_id, day) where channel is not null;
create index invoice_status_announced on books.invoice_status (company_id, day) where code = '211' and state = 'received';
`,
};
