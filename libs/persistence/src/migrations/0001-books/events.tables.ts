/** Events and what is made of them: entries, letters, deliveries, tasks, exports. */
export const EVENTS_TABLES = /* sql */ `
create table books.event (
  company_id uuid not null references books.company (company_id),
  position bigint not null,
  id uuid not null,
  type text not null,
  version integer not null,
  time timestamptz not null,
  day date not null,
  reverses uuid,
  data jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (company_id, position),
  unique (company_id, id)
);

create table books.projector (
  company_id uuid not null references books.company (company_id),
  name text not null,
  position bigint not null default 0,
  primary key (company_id, name)
);

create table books.journal_entry (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  journal text not null,
  journal_label text not null,
  fiscal_year_end date not null,
  number bigint not null,
  day date not null,
  piece text not null,
  piece_day date not null,
  label text not null,
  validated_on date not null,
  event_position bigint not null,
  ordinal integer not null,
  debit bigint not null,
  credit bigint not null,
  primary key (company_id, id),
  unique (company_id, journal, fiscal_year_end, number),
  unique (company_id, event_position, ordinal),
  constraint journal_entry_balanced check (debit = credit)
);
create index journal_entry_day on books.journal_entry (company_id, day, journal, number);

create table books.entry_line (
  company_id uuid not null,
  entry_id uuid not null,
  ordinal integer not null,
  account text not null,
  account_label text not null,
  auxiliary text,
  auxiliary_label text,
  label text,
  debit bigint not null default 0 check (debit >= 0),
  credit bigint not null default 0 check (credit >= 0),
  currency text not null,
  foreign_amount bigint,
  foreign_currency text,
  due_date date,
  item_id uuid,
  payment_id uuid,
  allocation_id uuid,
  transaction_id uuid,
  -- On advances: the deposit invoice that is received or deducted.
  deposit_id uuid,
  primary key (company_id, entry_id, ordinal),
  foreign key (company_id, entry_id) references books.journal_entry (company_id, id),
  constraint entry_line_one_side check (debit = 0 or credit = 0)
);
create index entry_line_item on books.entry_line (company_id, item_id) where item_id is not null;
create index entry_line_payment on books.entry_line (company_id, payment_id) where payment_id is not null;
create index entry_line_transaction on books.entry_line (company_id, transaction_id) where transaction_id is not null;
create index entry_line_deposit on books.entry_line (company_id, deposit_id) where deposit_id is not null;
create index entry_line_account on books.entry_line (company_id, account, auxiliary);

create table books.lettering (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  account text not null,
  auxiliary text not null,
  fiscal_year_end date not null,
  code text not null,
  day date not null,
  event_position bigint not null,
  -- Lifted by an undo; the code is never used again.
  lifted_position bigint,
  lifted_day date,
  primary key (company_id, id),
  unique (company_id, account, auxiliary, fiscal_year_end, code)
);

create table books.lettering_line (
  company_id uuid not null,
  lettering_id uuid not null,
  entry_id uuid not null,
  ordinal integer not null,
  primary key (company_id, lettering_id, entry_id, ordinal),
  foreign key (company_id, lettering_id) references books.lettering (company_id, id),
  foreign key (company_id, entry_id, ordinal) references books.entry_line (company_id, entry_id, ordinal)
);
create index lettering_line_line on books.lettering_line (company_id, entry_id, ordinal);

-- What the ledger has to remember of an item, a payment, a bank line or a customer to book the next event of it (libs/ledger,
-- LedgerLookup), in the ledger's own plain data.
create table books.ledger_position (
  company_id uuid not null references books.company (company_id),
  kind text not null check (kind in ('item', 'payment', 'transaction', 'customer')),
  id uuid not null,
  data jsonb not null,
  primary key (company_id, kind, id)
);

-- Which items and payments allocations connect, for lettering: the net of each allocation and of what took it back.
create table books.ledger_link (
  company_id uuid not null references books.company (company_id),
  allocation_id uuid not null,
  item_id uuid not null,
  payment_id uuid not null,
  net bigint not null,
  reduced boolean not null default false,
  primary key (company_id, allocation_id)
);
create index ledger_link_item on books.ledger_link (company_id, item_id);
create index ledger_link_payment on books.ledger_link (company_id, payment_id);

-- Deposit invoices that a final invoice could not tell from each other: they letter together.
create table books.deposit_link (
  company_id uuid not null references books.company (company_id),
  deposit_id uuid not null,
  other_id uuid not null,
  primary key (company_id, deposit_id, other_id)
);
create index deposit_link_other on books.deposit_link (company_id, other_id);

create table books.delivery (
  company_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  event_position bigint not null,
  -- Id of the status event; several can come of one billing event.
  status_event_id uuid not null,
  type text not null,
  -- Deliveries of one subject keep their order.
  subject text not null,
  day date not null,
  payload jsonb not null,
  state text not null check (state in ('held', 'pending', 'sending', 'unknown', 'delivered', 'unsupported', 'rejected', 'dead', 'cancelled')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  lease_token uuid,
  lease_until timestamptz,
  outcome jsonb,
  external_id text,
  delivered_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, connection_id, status_event_id),
  foreign key (company_id, connection_id) references books.connection (company_id, id)
);
create index delivery_due on books.delivery (company_id, connection_id, subject, event_position) where state in ('pending', 'sending', 'unknown');
create index delivery_list on books.delivery (company_id, event_position, id);

-- What a person has to do: conflicts of an import, outcomes nobody can retry, chains that broke.
create table books.task (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  kind text not null,
  -- The same finding twice is one task.
  once_key text not null,
  message text not null,
  data jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'done', 'dismissed')),
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by text,
  primary key (company_id, id),
  unique (company_id, kind, once_key)
);

create table books.import_run (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  kind text not null,
  file_name text not null,
  sha256 bytea not null,
  as_of date,
  at timestamptz not null default now(),
  report jsonb not null,
  primary key (company_id, id)
);

create table books.export_batch (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  number bigint not null,
  format text not null,
  options jsonb not null default '{}',
  from_day date not null,
  to_day date not null,
  file_name text not null,
  sha256 bytea not null,
  content bytea not null,
  entry_count integer not null,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, number)
);
`;
