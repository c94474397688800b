/** Open items and the keys they are found by. */
export const ITEMS_TABLES = /* sql */ `
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
  -- Numbers of the deposit invoices it deducts, or takes back.
  deducts jsonb,
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
`;
