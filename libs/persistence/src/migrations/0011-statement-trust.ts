import type { SqlMigration } from './sql-migration.js';

/** Suspected doubles with what they resemble, layouts of tables a person confirmed, mandates, and files for the bank. */
export const statementTrust: SqlMigration = {
  name: '0011-statement-trust',
  up: /* sql */ `
-- A line that seems to tell money another line told already. It is held until somebody says which it is.
create table books.held_line (
  company_id uuid not null,
  transaction_id uuid not null,
  resembles_id uuid not null,
  -- line: the same amount. batch: the sum of a batch on one side, its details on the other. update: pending, then booked.
  kind text not null check (kind in ('line', 'batch', 'update')),
  -- Both name the same reference: the two are one for sure, and no other line is taken for the same one's double.
  proven boolean not null default false,
  answer text check (answer in ('same', 'different')),
  answered_by text,
  answered_at timestamptz,
  primary key (company_id, transaction_id),
  foreign key (company_id, transaction_id) references books.bank_transaction (company_id, id),
  foreign key (company_id, resembles_id) references books.bank_transaction (company_id, id)
);
create index held_line_resembles on books.held_line (company_id, resembles_id);

-- Layouts of tables that a person confirmed: later files with the same header are read by them.
create table books.statement_profile (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  name text not null,
  -- The adapter that reads it: statement-csv or statement-xlsx.
  format text not null,
  profile jsonb not null,
  confirmed_by text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (company_id, id),
  unique (company_id, name)
);

create table books.mandate (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  -- Unique mandate reference (RUM).
  reference text not null,
  debtor text not null,
  iban text not null,
  bic text,
  signed_on date not null,
  scheme text not null default 'CORE' check (scheme in ('CORE', 'B2B')),
  kind text not null default 'recurrent' check (kind in ('recurrent', 'one-off')),
  -- Of collections made elsewhere, before the mandate came here.
  last_collected_on date,
  -- What the debtor's bank still knows it by, until a collection has told it of the change.
  original_reference text,
  original_iban text,
  revoked_on date,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, reference),
  foreign key (company_id, customer_id) references books.customer (company_id, id)
);
create index mandate_customer on books.mandate (company_id, customer_id);

-- A file for the bank, made of the books.
create table books.payment_order (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  kind text not null check (kind in ('collection', 'refund')),
  format text not null,
  message_id text not null,
  account_id uuid not null,
  day date not null,
  payments integer not null,
  -- Minor units of EUR.
  total bigint not null,
  content text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  cancelled_at timestamptz,
  cancelled_by text,
  primary key (company_id, id),
  unique (company_id, message_id),
  foreign key (company_id, account_id) references books.bank_account (company_id, id)
);

create table books.payment_order_line (
  company_id uuid not null,
  order_id uuid not null,
  ordinal integer not null,
  customer_id uuid not null,
  mandate_id uuid,
  -- How it comes back on the statement.
  end_to_end_id text not null,
  block_id text not null,
  day date not null,
  sequence text,
  amount bigint not null check (amount > 0),
  -- open: at the bank. settled: its money came (or left). returned: it came back. cancelled: never handed over, or refused.
  state text not null default 'open' check (state in ('open', 'settled', 'returned', 'cancelled')),
  why text,
  primary key (company_id, order_id, ordinal),
  unique (company_id, end_to_end_id),
  foreign key (company_id, order_id) references books.payment_order (company_id, id),
  foreign key (company_id, customer_id) references books.customer (company_id, id),
  foreign key (company_id, mandate_id) references books.mandate (company_id, id)
);
create index payment_order_line_open on books.payment_order_line (company_id, day) where state = 'open';
create index payment_order_line_mandate on books.payment_order_line (company_id, mandate_id) where mandate_id is not null;

create table books.payment_order_item (
  company_id uuid not null,
  order_id uuid not null,
  ordinal integer not null,
  item_id uuid not null,
  amount bigint not null,
  -- Of the item, when the file was made: what is settled beyond tells that the money came.
  settled_before bigint not null,
  active boolean not null default true,
  primary key (company_id, order_id, ordinal, item_id),
  foreign key (company_id, order_id, ordinal) references books.payment_order_line (company_id, order_id, ordinal),
  foreign key (company_id, item_id) references books.item (company_id, id)
);
-- No item is in two files at once.
create unique index payment_order_item_once on books.payment_order_item (company_id, item_id) where active;
`,
};
