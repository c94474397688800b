/** Statement files, statements, their lines, and what waits for its account. */
export const STATEMENTS_TABLES = /* sql */ `
create table books.statement_file (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  sha256 bytea not null,
  name text not null,
  format text not null,
  size bigint not null,
  imported_at timestamptz not null default now(),
  report jsonb not null default '{}',
  primary key (company_id, id),
  unique (company_id, sha256)
);

create table books.statement (
  company_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  account_id uuid not null,
  ordinal integer not null,
  statement_id text,
  sequence text,
  from_day date,
  to_day date,
  opening bigint,
  opening_day date,
  closing bigint,
  closing_day date,
  line_count integer not null,
  line_sum bigint not null,
  balanced boolean,
  primary key (company_id, id),
  unique (company_id, file_id, ordinal),
  -- One key for a line's statement and account: a line cannot be of another account than its statement.
  unique (company_id, id, account_id),
  foreign key (company_id, file_id) references books.statement_file (company_id, id),
  foreign key (company_id, account_id) references books.bank_account (company_id, id)
);
create index statement_account on books.statement (company_id, account_id, to_day);

create table books.bank_transaction (
  company_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  statement_id uuid not null,
  ref text not null,
  booking_date date not null,
  value_date date,
  amount bigint not null,
  currency text not null,
  status text not null check (status in ('booked', 'pending')),
  end_to_end_id text,
  bank_reference text,
  counterparty_name text,
  counterparty_iban text,
  remittance text,
  -- What a statement line says beyond these columns (interfaces: Statement lines). json and not jsonb: nothing searches in it,
  -- and jsonb costs a fifth of the storing.
  line json not null,
  -- new: to be decided. history: before the cut-over day. proposed: waits for a person. matched: entered as a payment.
  -- set-aside: pays no item. held: a suspected double.
  state text not null default 'new' check (state in ('new', 'history', 'proposed', 'matched', 'set-aside', 'held')),
  -- A person took a decision back: no rule decides it again.
  person_only boolean not null default false,
  suspended boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, account_id, ref),
  foreign key (company_id, statement_id, account_id) references books.statement (company_id, id, account_id)
);
create index bank_transaction_todo on books.bank_transaction (company_id, booking_date, id) where state in ('new', 'proposed');
create index bank_transaction_day on books.bank_transaction (company_id, booking_date, id);

-- A statement of an unknown account waits whole until someone assigns or deletes it.
create table books.inbox_statement (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  file_name text not null,
  sha256 bytea not null,
  format text not null,
  account jsonb not null,
  currency text,
  from_day date,
  to_day date,
  line_count integer not null,
  line_sum text not null,
  -- NDJSON statement lines, as read.
  content bytea not null,
  received_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, sha256, account)
);
`;
