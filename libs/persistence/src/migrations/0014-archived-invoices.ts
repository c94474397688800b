import type { SqlMigration } from './sql-migration.js';

/** Invoices as they were sent: kept for ten years, and what is known of their way to the customer. */
export const archivedInvoices: SqlMigration = {
  name: '0014-archived-invoices',
  up: /* sql */ `
create table books.archived_invoice (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  number text not null,
  name text not null,
  media_type text not null,
  bytes bytea not null,
  sha256 text not null,
  archived_at timestamptz not null default clock_timestamp(),
  -- Last day it must be kept: ten years after the end of the financial year.
  keep_until date not null,
  primary key (company_id, id),
  unique (company_id, number, sha256),
  -- The database itself proves what it was given; the application may neither change nor delete it.
  constraint archived_invoice_hash check (sha256 = encode(sha256(bytes), 'hex')),
  constraint archived_invoice_kept check (keep_until >= (archived_at at time zone 'UTC')::date + interval '10 years')
);

-- One sending of an archived document to one recipient on one way.
create table books.invoice_dispatch (
  company_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  way text not null check (way in ('mail', 'platform', 'link')),
  -- Of mail and platform.
  connection_id uuid,
  -- An e-mail address, or an electronic invoicing address.
  recipient text,
  -- The same request twice is one dispatch.
  once_key text not null,
  -- Of a link: the SHA-256 of its token, which is shown once, and when it ends.
  token_hash bytea,
  expires_at timestamptz,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (company_id, id),
  unique (company_id, once_key),
  foreign key (company_id, document_id) references books.archived_invoice (company_id, id),
  foreign key (company_id, connection_id) references books.connection (company_id, id),
  constraint invoice_dispatch_link check ((way = 'link') = (token_hash is not null and expires_at is not null)),
  constraint invoice_dispatch_connection check ((way = 'link') = (connection_id is null))
);
create index invoice_dispatch_document on books.invoice_dispatch (company_id, document_id);

-- What was learned of a dispatch; never changed.
create table books.dispatch_receipt (
  company_id uuid not null,
  id uuid not null,
  dispatch_id uuid not null,
  kind text not null check (kind in ('sent', 'delivered', 'opened', 'refused', 'revoked')),
  at timestamptz not null default clock_timestamp(),
  detail text,
  -- The same news twice is one receipt.
  once_key text not null,
  primary key (company_id, id),
  unique (company_id, dispatch_id, once_key),
  foreign key (company_id, dispatch_id) references books.invoice_dispatch (company_id, id)
);
`,
  appendOnly: ['books.archived_invoice', 'books.invoice_dispatch', 'books.dispatch_receipt'],
};
