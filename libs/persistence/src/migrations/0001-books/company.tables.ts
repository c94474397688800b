/** The company, its keys, bank accounts, connections and customers. */
export const COMPANY_TABLES = /* sql */ `
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
  -- Customers that pay for each other share it; kept: a person chose it, or none, and imports leave it.
  group_code text,
  group_kept boolean not null default false,
  ledger_account text,
  address jsonb not null default '{}',
  connection_id uuid,
  external_id text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, connection_id) references books.connection (company_id, id)
);
create index customer_by_group on books.customer (company_id, group_code) where group_code is not null;
create unique index customer_external on books.customer (company_id, connection_id, external_id) where external_id is not null and connection_id is not null;

-- Groups of customers that pay for each other: those an import named, and those a person made.
create table books.customer_group (
  company_id uuid not null references books.company (company_id),
  code text not null,
  name text,
  created_at timestamptz not null default now(),
  primary key (company_id, code)
);

create table books.customer_iban (
  company_id uuid not null,
  customer_id uuid not null,
  iban text not null,
  origin text not null default 'import' check (origin in ('import', 'source', 'learned', 'person')),
  primary key (company_id, customer_id, iban),
  foreign key (company_id, customer_id) references books.customer (company_id, id)
);
create index customer_iban_iban on books.customer_iban (company_id, iban);
`;
