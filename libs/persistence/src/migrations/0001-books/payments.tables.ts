/** Payments, their allocations, and decisions. */
export const PAYMENTS_TABLES = /* sql */ `
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
`;
