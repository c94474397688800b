import type { SqlMigration } from './sql-migration.js';

/** What payment providers say their payouts are made of, kept until the bank line comes and after. */
export const payoutReports: SqlMigration = {
  name: '0015-payout-reports',
  up: /* sql */ `
create table books.payout_report (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  provider text not null,
  -- The provider's id of the payout.
  reference text not null,
  arrival date not null,
  currency text not null,
  -- Minor units, Σ of the items; what the bank receives is net.
  gross bigint not null,
  fee bigint not null,
  fee_vat bigint not null,
  net bigint not null,
  item_count integer not null,
  -- The booked payout; absent while no line of the bank has come.
  payout_id uuid,
  -- Name of the file; absent where a connection brought it.
  file_name text,
  connection_id uuid,
  received_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, provider, reference),
  foreign key (company_id, payout_id) references books.payout (company_id, id),
  foreign key (company_id, connection_id) references books.connection (company_id, id),
  constraint payout_report_adds_up check (gross - fee - fee_vat = net)
);
create index payout_report_waiting on books.payout_report (company_id, currency, net) where payout_id is null;
create index payout_report_arrival on books.payout_report (company_id, arrival, id);

create table books.payout_report_item (
  company_id uuid not null,
  report_id uuid not null,
  -- In the order of the report, from 1.
  ordinal integer not null,
  kind text not null check (kind in ('charge', 'refund', 'dispute', 'fee', 'adjustment', 'reserve')),
  -- The provider's id of the movement.
  external_id text not null,
  amount bigint not null,
  fee bigint not null,
  fee_vat bigint not null,
  day date,
  -- The charge that a refund or dispute takes back.
  charge text,
  payer text,
  description text,
  -- [{key, value}]: what may name the invoice, the best first.
  refs jsonb not null,
  -- The receipt it became, and whether that was made for it: another system may have recorded it before.
  payment_id uuid,
  made boolean not null default false,
  -- Why a person must say what it pays.
  reason text,
  primary key (company_id, report_id, ordinal),
  unique (company_id, report_id, external_id),
  foreign key (company_id, report_id) references books.payout_report (company_id, id),
  foreign key (company_id, payment_id) references books.payment (company_id, id),
  constraint payout_report_item_fee_is_no_money check (kind <> 'fee' or amount = 0),
  constraint payout_report_item_made_has_payment check (not made or payment_id is not null)
);
create index payout_report_item_external on books.payout_report_item (company_id, external_id);
create index payout_report_item_payment on books.payout_report_item (company_id, payment_id) where payment_id is not null;

-- By the id another system gave, where it came in a file: those of connections have an index of their own.
create index item_external_of_file on books.item (company_id, external_id) where external_id is not null and connection_id is null;
create index payment_external_of_file on books.payment (company_id, external_id) where external_id is not null and connection_id is null;
`,
};
