import type { SqlMigration } from './sql-migration.js';

/** Reports of payments to the tax administration (flux 10), as they were made. */
export const paymentReports: SqlMigration = {
  name: '0013-payment-reports',
  up: /* sql */ `
create table books.payment_report (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  period_from date not null,
  period_to date not null,
  due date not null,
  -- 1: the first of its period (IN); later ones replace it whole (RE).
  ordinal integer not null check (ordinal > 0),
  kind text not null check (kind in ('IN', 'RE')),
  -- TT-1, the identifier of the transmission.
  reference text not null,
  -- {invoices, days} in the model of payment reports: two reports of equal content are one.
  content jsonb not null,
  -- With tax, by VAT rate, minor units of the euro: [{rate, amount}].
  totals jsonb not null,
  xml text not null,
  sha256 text not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (company_id, id),
  unique (company_id, period_from, period_to, ordinal),
  unique (company_id, reference),
  constraint payment_report_period check (period_to > period_from),
  constraint payment_report_kind check ((ordinal = 1) = (kind = 'IN'))
);
`,
  appendOnly: ['books.payment_report'],
};
