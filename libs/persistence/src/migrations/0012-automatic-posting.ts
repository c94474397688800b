import type { SqlMigration } from './sql-migration.js';

/**
 * What a company lets happen without a person, and what speaks for it: classes of the engine's rules that may post, the
 * company's own rules, payers it wants forgotten, and what people said of decisions the engine had taken.
 */
export const automaticPosting: SqlMigration = {
  name: '0012-automatic-posting',
  up: /* sql */ `
-- A class without a row follows the company's \`posting\`.
create table books.rule_class (
  company_id uuid not null references books.company (company_id),
  class text not null,
  automatic boolean not null,
  -- Largest amount posted without a person, minor units of the company's currency.
  ceiling bigint check (ceiling > 0),
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text not null,
  reason text,
  primary key (company_id, class),
  constraint rule_class_ceiling check (ceiling is null or automatic)
);

create table books.own_rule (
  company_id uuid not null references books.company (company_id),
  id uuid not null,
  name text not null,
  -- RE2 syntax, on the upper-case text of a line after its payer's name.
  pattern text not null,
  -- Who pays; or what a line is that pays no item.
  customer_id uuid,
  category text,
  account text,
  vat jsonb,
  -- Several accounts instead of these two.
  split jsonb,
  -- Confirmations without a contradiction before anything is posted on it.
  needed integer not null check (needed between 1 and 1000),
  created_at timestamptz not null default clock_timestamp(),
  created_by text not null,
  removed_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references books.customer (company_id, id),
  constraint own_rule_says_one_thing check ((customer_id is null) <> (category is null)),
  constraint own_rule_account check ((account is null and split is null) or category is not null)
);
create unique index own_rule_name on books.own_rule (company_id, name) where removed_at is null;

-- Payments before that moment say nothing any more of who pays for whom.
create table books.forgotten_payer (
  company_id uuid not null references books.company (company_id),
  key text not null,
  customer_id uuid not null,
  forgotten_at timestamptz not null default clock_timestamp(),
  forgotten_by text not null,
  primary key (company_id, key, customer_id),
  foreign key (company_id, customer_id) references books.customer (company_id, id)
);

-- What became of a decision the engine took or proposed, for each thing it rested on: \`class:\`, \`rule:\` and \`payer:\`.
-- Appended only; what counts is read from it. \`decision_id\` is the person's decision, or the one that was undone.
create table books.verdict (
  company_id uuid not null,
  subject text not null,
  kind text not null generated always as (split_part(subject, ':', 1)) stored,
  decision_id uuid not null,
  verdict text not null check (verdict in ('confirmed', 'otherwise', 'undone')),
  at timestamptz not null default clock_timestamp(),
  primary key (company_id, kind, subject, decision_id, verdict),
  foreign key (company_id, decision_id) references books.decision (company_id, id)
);

-- Beside the whole decision in json what lists and counters ask: its class, and whether it would be posted by itself.
alter table books.decision add column rule_class text, add column category text, add column proven boolean not null default false;
create index decision_proposed on books.decision (company_id, rule_class, category) include (transaction_id, customer_id) where state = 'proposed' and proven;
create index decision_automatic on books.decision (company_id, rule_class) where state = 'applied' and decided_by = 'engine';
`,
  appendOnly: ['books.verdict'],
};
