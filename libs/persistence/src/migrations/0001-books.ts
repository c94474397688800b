import type { SqlMigration } from './sql-migration.js';

/**
 * The first shape of the database.
 *
 * `books` holds company tables: `company_id` first in every key and index, forced row-level security on
 * `app.company_id`. `system` is the closed list of tables without a company: no business data, reached through one
 * store. Parents carry running totals that are changed in the same statement as the child; CHECKs compare them.
 * Allocations, events and entry lines are append-only by rights: the application's role may not update or delete them.
 */
export const books: SqlMigration = {
  name: '0001-books',
  up: /* sql */ `
create schema books;
create schema system;

-- ── system: firms, people, routes, lanes, ticks ───────────────────────────────────────────────────────────────────

create table system.firm (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table system.company_ref (
  company_id uuid primary key,
  firm_id uuid not null references system.firm (id),
  -- The demonstration company is never "the only company" of a command without --company.
  demonstration boolean not null default false
);

create table system.app_user (
  id uuid primary key,
  email text not null unique,
  name text not null,
  password_hash text,
  created_at timestamptz not null default now()
);

create table system.membership (
  user_id uuid not null references system.app_user (id),
  firm_id uuid not null references system.firm (id),
  -- Absent: every company of the firm.
  company_id uuid references system.company_ref (company_id),
  role text not null check (role in ('viewer', 'accountant', 'integrator', 'administrator')),
  unique nulls not distinct (user_id, firm_id, company_id)
);

create table system.session (
  id_hash bytea primary key,
  user_id uuid not null references system.app_user (id),
  csrf_hash bytea not null,
  expires_at timestamptz not null
);

create table system.sign_in (
  token_hash bytea primary key,
  user_id uuid not null references system.app_user (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Which company an account number belongs to, so that a statement finds its company.
create table system.account_route (
  account text not null,
  company_id uuid not null references system.company_ref (company_id),
  primary key (account, company_id)
);

create table system.lane (
  company_id uuid not null,
  kind text not null,
  key text not null,
  -- Work is waiting while wanted > done; both only grow.
  wanted bigint not null default 0,
  done bigint not null default 0,
  lease_token uuid,
  lease_until timestamptz,
  not_before timestamptz,
  last_served_at timestamptz,
  last_error text,
  failures integer not null default 0,
  primary key (company_id, kind, key)
);
create index lane_waiting on system.lane (kind, not_before) where wanted > done;

create table system.tick (
  name text not null,
  slot timestamptz not null,
  primary key (name, slot)
);

create table system.rate (
  kind text not null,
  currency text not null,
  valid_from date not null,
  value numeric not null,
  source text not null,
  primary key (kind, currency, valid_from)
);

-- ── books: the company ────────────────────────────────────────────────────────────────────────────────────────────

create table books.company (
  company_id uuid primary key,
  name text not null,
  siren text,
  vat_number text,
  country text not null default 'FR',
  currency text not null default 'EUR',
  time_zone text not null default 'Europe/Paris',
  address jsonb not null default '{}',
  -- MM-DD of the last day of the financial year.
  fiscal_year_end text not null default '12-31' check (fiscal_year_end ~ '^[0-1][0-9]-[0-3][0-9]$'),
  -- Earlier lines and receipts are history: never matched, booked or announced.
  cut_over_day date not null,
  -- propose: nothing is posted without a person. auto: what is proven is.
  posting text not null default 'propose' check (posting in ('propose', 'auto')),
  -- The company states that its whole books are here, so a FEC may bear the legal name.
  books_complete boolean not null default false,
  -- Entries dated up to this day are closed.
  locked_through date,
  settings jsonb not null default '{}',
  head_position bigint not null default 0,
  head_hash bytea not null default '\\x',
  created_at timestamptz not null default now()
);

create table books.api_key (
  company_id uuid not null references books.company (company_id),
  id text not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (company_id, id)
);

create table books.idempotency (
  company_id uuid not null references books.company (company_id),
  key text not null,
  request_hash bytea not null,
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (company_id, key)
);

create table books.counter (
  company_id uuid not null references books.company (company_id),
  name text not null,
  value bigint not null default 0,
  primary key (company_id, name)
);

create table books.bank_account (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  iban text,
  number text,
  bic text,
  currency text not null,
  label text not null,
  journal text not null default 'BQ',
  ledger_account text not null default '512000',
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  check (iban is not null or number is not null)
);
create unique index bank_account_identity on books.bank_account (company_id, coalesce(iban, number), currency);

create table books.connection (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  name text not null,
  adapter text not null,
  config jsonb not null default '{}',
  -- hold: nothing leaves until a person releases it.
  state text not null default 'hold' check (state in ('hold', 'released', 'disabled')),
  release_from date,
  source_cursor jsonb,
  last_run_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, name)
);

create table books.customer (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  code text not null,
  name text not null,
  siren text,
  vat_number text,
  group_code text,
  ledger_account text,
  address jsonb not null default '{}',
  connection_id uuid,
  external_id text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, connection_id) references books.connection (company_id, id)
);
create index customer_group on books.customer (company_id, group_code) where group_code is not null;
create unique index customer_external on books.customer (company_id, connection_id, external_id) where external_id is not null and connection_id is not null;

create table books.customer_iban (
  company_id uuid not null,
  customer_id uuid not null,
  iban text not null,
  origin text not null default 'import' check (origin in ('import', 'source', 'learned', 'person')),
  primary key (company_id, customer_id, iban),
  foreign key (company_id, customer_id) references books.customer (company_id, id)
);
create index customer_iban_iban on books.customer_iban (company_id, iban);

-- ── open items, payments, allocations ─────────────────────────────────────────────────────────────────────────────

create table books.item (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('invoice', 'credit-note', 'deposit')),
  number text not null,
  -- Counted from 1, oldest due first.
  instalment integer not null default 1,
  issue_date date not null,
  due_date date not null,
  currency text not null,
  -- Minor units; negative for a credit note.
  total bigint not null,
  -- Cash and adjustments so far, same sign as total: open = total - settled.
  settled bigint not null default 0,
  payment_reference text,
  order_reference text,
  discount_percent numeric,
  discount_until date,
  vat jsonb,
  vat_due text check (vat_due in ('debit', 'receipt')),
  type_code text,
  disputed boolean not null default false,
  dispute_reason text,
  cancelled boolean not null default false,
  history boolean not null default false,
  origin text not null check (origin in ('import', 'source', 'issued')),
  connection_id uuid,
  external_id text,
  -- What the source said last time: its open amount, the day of that snapshot, and whether the item was in it.
  source_open bigint,
  source_as_of date,
  source_gone boolean not null default false,
  document jsonb,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, customer_id, number, instalment),
  foreign key (company_id, customer_id) references books.customer (company_id, id),
  foreign key (company_id, connection_id) references books.connection (company_id, id),
  constraint item_total_sign check ((kind = 'credit-note' and total <= 0) or (kind <> 'credit-note' and total >= 0)),
  constraint item_never_over_settled check ((total >= 0 and settled between 0 and total) or (total <= 0 and settled between total and 0))
);
create index item_open on books.item (company_id, customer_id, due_date) where settled <> total;
create index item_number on books.item (company_id, number);
create unique index item_external on books.item (company_id, connection_id, external_id, instalment) where external_id is not null and connection_id is not null;

-- The lookup keys of open items and customers, exactly what the matching engine computes; kept by billing in the
-- transaction that opens or settles an item. Credit on account is found like an item: item_id may be a payment's.
create table books.item_key (
  company_id uuid not null,
  key text not null,
  item_id uuid not null,
  primary key (company_id, key, item_id)
);
create index item_key_item on books.item_key (company_id, item_id);

create table books.customer_key (
  company_id uuid not null,
  key text not null,
  customer_id uuid not null,
  primary key (company_id, key, customer_id),
  foreign key (company_id, customer_id) references books.customer (company_id, id)
);
create index customer_key_customer on books.customer_key (company_id, customer_id);

-- ── statements ────────────────────────────────────────────────────────────────────────────────────────────────────

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
  -- The whole statement line as it was read (interfaces: Statement lines). json and not jsonb: nothing searches in it,
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

-- ── payments and allocations ──────────────────────────────────────────────────────────────────────────────────────

create table books.payment (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  kind text not null check (kind in ('bank', 'opening', 'recorded', 'netting')),
  customer_id uuid,
  transaction_id uuid,
  day date not null,
  amount bigint not null,
  currency text not null,
  -- Σ allocations, changed in the same statement as they are written; on account = amount - allocated.
  allocated bigint not null default 0,
  means text not null default 'transfer' check (means in ('transfer', 'direct-debit', 'card', 'cheque', 'cash', 'credit', 'other')),
  returns_payment_id uuid,
  history boolean not null default false,
  -- The line proved to be no payment; its money belongs to nobody here.
  withdrawn boolean not null default false,
  connection_id uuid,
  external_id text,
  -- A receipt that came as a row of an open-items file: its number there, and what the source said last time.
  number text,
  instalment integer not null default 1,
  source_open bigint,
  source_as_of date,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, customer_id) references books.customer (company_id, id),
  foreign key (company_id, transaction_id) references books.bank_transaction (company_id, id),
  foreign key (company_id, returns_payment_id) references books.payment (company_id, id),
  foreign key (company_id, connection_id) references books.connection (company_id, id),
  -- Below zero (above, for money given back) where a credit note was set off and only the invoice was taken back.
  constraint payment_never_over_allocated check ((amount >= 0 and allocated <= amount) or (amount < 0 and allocated >= amount))
);
create unique index payment_transaction on books.payment (company_id, transaction_id) where transaction_id is not null and not withdrawn;
create unique index payment_external on books.payment (company_id, connection_id, external_id) where external_id is not null and connection_id is not null;
create unique index payment_number on books.payment (company_id, customer_id, number, instalment) where number is not null;
create index payment_amount on books.payment (company_id, customer_id, amount);
create index payment_customer on books.payment (company_id, customer_id) where allocated <> amount;

create table books.allocation (
  company_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  item_id uuid not null,
  -- Cash in the payment's currency; negative for a credit note, an undo, a returned payment.
  amount bigint not null,
  -- In the item's currency, where that differs.
  settled bigint,
  adjustment_kind text check (adjustment_kind in ('discount', 'bank-fee', 'rounding', 'write-off', 'exchange')),
  adjustment bigint not null default 0,
  day date not null,
  undoes uuid,
  decision_id uuid,
  event_position bigint not null,
  primary key (company_id, id),
  unique (company_id, undoes),
  foreign key (company_id, payment_id) references books.payment (company_id, id),
  foreign key (company_id, item_id) references books.item (company_id, id),
  foreign key (company_id, undoes) references books.allocation (company_id, id),
  constraint allocation_adjustment_named check ((adjustment = 0) = (adjustment_kind is null))
);
create index allocation_item on books.allocation (company_id, item_id);
create index allocation_payment on books.allocation (company_id, payment_id);
create index allocation_decision on books.allocation (company_id, decision_id) where decision_id is not null;

create table books.decision (
  company_id uuid not null,
  id uuid not null,
  transaction_id uuid not null,
  decided_at timestamptz not null default now(),
  engine text not null,
  decision text not null check (decision in ('auto', 'review', 'none')),
  -- proposed: waits. applied: entered. superseded: decided again. rejected, undone: by a person.
  state text not null check (state in ('proposed', 'applied', 'superseded', 'rejected', 'undone')),
  rule text,
  confidence numeric not null,
  customer_id uuid,
  -- The decision in its public shape, and the open amounts it was decided on by item id.
  detail jsonb not null,
  based_on jsonb not null,
  decided_by text not null default 'engine',
  primary key (company_id, id),
  foreign key (company_id, transaction_id) references books.bank_transaction (company_id, id)
);
create index decision_transaction on books.decision (company_id, transaction_id, decided_at);
create unique index decision_live on books.decision (company_id, transaction_id) where state in ('proposed', 'applied');

-- ── events and what is made of them ───────────────────────────────────────────────────────────────────────────────

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
  primary key (company_id, entry_id, ordinal),
  foreign key (company_id, entry_id) references books.journal_entry (company_id, id),
  constraint entry_line_one_side check (debit = 0 or credit = 0)
);
create index entry_line_item on books.entry_line (company_id, item_id) where item_id is not null;
create index entry_line_payment on books.entry_line (company_id, payment_id) where payment_id is not null;
create index entry_line_transaction on books.entry_line (company_id, transaction_id) where transaction_id is not null;
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

-- What the ledger has to remember of an item, a payment or a bank line to book the next event of it (libs/ledger,
-- LedgerLookup), in the ledger's own plain data.
create table books.ledger_position (
  company_id uuid not null references books.company (company_id),
  kind text not null check (kind in ('item', 'payment', 'transaction')),
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
`,
  appendOnly: ['books.allocation', 'books.event', 'books.entry_line', 'books.lettering_line'],
};
