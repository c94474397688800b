/** Firms, people, routes, lanes, ticks: the tables without a company. */
export const SYSTEM_TABLES = /* sql */ `
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
`;
