import type { SqlMigration } from './sql-migration.js';

/** What credit is used for beside items, what a provider paid out, and which claims are doubtful. */
export const usesAndPayouts: SqlMigration = {
  name: '0004-uses-and-payouts',
  up: /* sql */ `
alter table books.item
  add column doubtful boolean not null default false;

-- Credit that paid late interest or an indemnity, or was given back by another payment. Signed like the payment's amount.
create table books.payment_use (
  company_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  kind text not null check (kind in ('late-interest', 'indemnity', 'refund')),
  amount bigint not null,
  day date not null,
  -- refund: the other payment, which has a row of its own with the opposite amount.
  other_payment_id uuid,
  undoes uuid,
  event_position bigint not null,
  primary key (company_id, id),
  unique (company_id, undoes),
  foreign key (company_id, payment_id) references books.payment (company_id, id),
  foreign key (company_id, other_payment_id) references books.payment (company_id, id),
  foreign key (company_id, undoes) references books.payment_use (company_id, id),
  constraint payment_use_refund_named check ((kind = 'refund') = (other_payment_id is not null))
);
create index payment_use_payment on books.payment_use (company_id, payment_id);

create table books.payout (
  company_id uuid not null,
  id uuid not null,
  transaction_id uuid not null,
  provider text not null,
  reference text not null,
  -- Minor units of the bank line's currency; gross = its amount + fee + fee_vat.
  gross bigint not null,
  fee bigint not null,
  fee_vat bigint not null,
  day date not null,
  event_position bigint not null,
  -- Taken back: its line and its reference may have another.
  taken_back_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, transaction_id) references books.bank_transaction (company_id, id)
);
create unique index payout_reference on books.payout (company_id, provider, reference) where taken_back_at is null;
create unique index payout_transaction on books.payout (company_id, transaction_id) where taken_back_at is null;

alter table books.payment
  add column refunds_payment_id uuid,
  add column payout_id uuid,
  add foreign key (company_id, refunds_payment_id) references books.payment (company_id, id),
  add foreign key (company_id, payout_id) references books.payout (company_id, id);
create index payment_payout on books.payment (company_id, payout_id) where payout_id is not null;
`,
  appendOnly: ['books.payment_use'],
};
