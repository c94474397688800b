import { absolute, divideRounded, fiscalYearEnd, parseMinor, type Day } from '@lettrage/domain';
import { FRENCH_CHART } from '@lettrage/ledger';
import type { CompanyFixture } from '../../libs/operations/src/testing/company-fixture.js';
import type { Setting } from './company-life.js';

/** One thing the books say that the open items, payments and bank lines contradict. */
export type Finding = string;

type Read = <Row extends object>(sql: string, ...params: readonly unknown[]) => Promise<Row[]>;

const { roles } = FRENCH_CHART;

/** Everything the journal must agree with, computed from the books of billing by other means than the projector's. */
export async function findingsIn(fixture: CompanyFixture, setting: Setting): Promise<Finding[]> {
  return fixture.run(async (tx) => {
    const read: Read = (sql, ...params) => tx.query(sql, [fixture.companyId, ...params]);
    const found: Finding[] = [];
    for (const { name, sql } of QUERIES) {
      const rows = await read<{ finding: string }>(sql);
      found.push(...rows.map((row) => `${name}: ${row.finding}`));
    }
    found.push(...(await customersDisagree(read, setting)), ...(await vatDisagrees(read, setting)));
    return found;
  });
}

/** Undecided lines that some event entered into the books; their money waits in suspense. */
const WAITING = `t.state in ('new', 'proposed') and not exists (select 1 from books.payment p where p.company_id = t.company_id and p.transaction_id = t.id and not p.withdrawn)
  and exists (select 1 from books.event e where e.company_id = t.company_id and coalesce(e.data->'transaction'->>'id', e.data->'payment'->'transaction'->>'id') = t.id::text)`;

const QUERIES: readonly { name: string; sql: string }[] = [
  {
    name: 'entry balanced',
    sql: `select e.journal || e.number || ' ' || e.label as finding from books.journal_entry e join books.entry_line l on l.company_id = e.company_id and l.entry_id = e.id
           where e.company_id = $1 group by e.company_id, e.id having sum(l.debit) <> sum(l.credit) or sum(l.debit) <> e.debit or sum(l.debit) = 0`,
  },
  {
    name: 'bank balance',
    sql: `select b.ledger_account || ' has ' || coalesce(l.sum, 0) || ', its lines add up to ' || coalesce(t.sum, 0) as finding from books.bank_account b
            left join (select account, sum(debit - credit) as sum from books.entry_line where company_id = $1 group by 1) l on l.account = b.ledger_account
            left join (select account_id, sum(amount) as sum from books.bank_transaction t where t.company_id = $1 and (t.state in ('matched', 'set-aside') or (t.state in ('new', 'proposed') and (exists (select 1 from books.payment p where p.company_id = t.company_id and p.transaction_id = t.id and not p.withdrawn) or ${WAITING}))) group by 1) t on t.account_id = b.id
           where b.company_id = $1 and coalesce(l.sum, 0) <> coalesce(t.sum, 0)`,
  },
  {
    name: 'one entry on the bank for each line',
    sql: `select t.ref || ' (' || t.state || ') has ' || count(l.entry_id) || ' lines of ' || coalesce(sum(l.debit - l.credit), 0) || ' for ' || t.amount as finding from books.bank_transaction t
            left join books.entry_line l on l.company_id = t.company_id and l.transaction_id = t.id and l.account like '512%'
           where t.company_id = $1 group by t.company_id, t.id
          having count(l.entry_id) > 1 or (count(l.entry_id) = 1 and sum(l.debit - l.credit) <> t.amount) or (count(l.entry_id) = 0 and t.state in ('matched', 'set-aside'))`,
  },
  {
    name: 'suspense',
    sql: `select '471 has ' || b.sum || ', waiting lines add up to ' || w.sum as finding
            from (select coalesce(sum(debit - credit), 0) as sum from books.entry_line where company_id = $1 and account = '${roles.suspense}') b,
                 (select coalesce(-sum(t.amount), 0) as sum from books.bank_transaction t where t.company_id = $1 and (${WAITING} or (t.state = 'set-aside' and exists (
                    select 1 from books.event e where e.company_id = t.company_id and e.type = 'transaction.set-aside' and e.data->'transaction'->>'id' = t.id::text and e.data->>'account' is null and e.data->>'category' in ('refund', 'return', 'other')
                       and e.position = (select max(position) from books.event x where x.company_id = t.company_id and x.type = 'transaction.set-aside' and x.data->'transaction'->>'id' = t.id::text))))) w
           where b.sum <> w.sum`,
  },
  {
    name: 'transit',
    sql: `select '5112 has ' || b.sum || ', payments not confirmed add up to ' || w.sum as finding
            from (select coalesce(sum(debit - credit), 0) as sum from books.entry_line where company_id = $1 and account = '${roles.transit}') b,
                 (select coalesce(sum(amount), 0) as sum from books.payment where company_id = $1 and kind = 'recorded' and transaction_id is null and not history) w
           where b.sum <> w.sum`,
  },
  {
    name: 'letter at zero',
    sql: `select g.account || '/' || g.auxiliary || ' ' || g.code || ' adds up to ' || sum(l.debit - l.credit) as finding from books.lettering g
            join books.lettering_line k on k.company_id = g.company_id and k.lettering_id = g.id
            join books.entry_line l on l.company_id = k.company_id and l.entry_id = k.entry_id and l.ordinal = k.ordinal
           where g.company_id = $1 and g.lifted_position is null group by g.company_id, g.id having sum(l.debit - l.credit) <> 0 or count(distinct (l.account, l.auxiliary)) > 1`,
  },
  {
    name: 'a line carries one letter',
    sql: `select k.entry_id || ' ' || k.ordinal as finding from books.lettering_line k join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id and g.lifted_position is null
           where k.company_id = $1 group by k.entry_id, k.ordinal having count(*) > 1`,
  },
  {
    name: 'a code is used once',
    sql: `select account || '/' || auxiliary || ' ' || code as finding from books.lettering where company_id = $1 group by account, auxiliary, fiscal_year_end, code having count(*) > 1`,
  },
  {
    name: 'nothing lettered is open',
    sql: `select i.number || '/' || i.instalment || ' has ' || (i.total - i.settled) || ' open and is lettered ' || g.code as finding from books.item i
            join books.entry_line l on l.company_id = i.company_id and l.item_id = i.id and l.due_date is not null
            join books.lettering_line k on k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal
            join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id and g.lifted_position is null
           where i.company_id = $1 and i.total <> i.settled`,
  },
  {
    // Where every allocation stands as it was made and has a line of its own, the item and its lines make a whole.
    name: 'a settled item is lettered',
    sql: `select i.number || '/' || i.instalment || ' is settled, its line of ' || l.debit || '/' || l.credit || ' is not lettered' as finding from books.item i
            join books.entry_line l on l.company_id = i.company_id and l.item_id = i.id and l.due_date is not null
           where i.company_id = $1 and i.total = i.settled and i.total <> 0 and not i.history
             and not exists (select 1 from books.allocation a where a.company_id = i.company_id and a.item_id = i.id
                   and (a.undoes is not null or not exists (select 1 from books.entry_line m where m.company_id = a.company_id and m.allocation_id = a.id)))
             and not exists (select 1 from books.lettering_line k join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id and g.lifted_position is null
                  where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal)`,
  },
];

interface CustomerBalance {
  code: string;
  auxiliary: string;
  open: bigint;
  rest: bigint;
  receivable: bigint;
  advances: bigint;
}

/** 411 (and 4191) of each customer against his open items and what lies on account. */
async function customersDisagree(read: Read, { creditOnAccount }: Setting): Promise<Finding[]> {
  const rows = await read<CustomerBalance>(
    `select c.code, case when c.ledger_account is null or c.ledger_account ~ '^\\d{3}' then c.code else c.ledger_account end as auxiliary,
            coalesce((select sum(total - settled) from books.item i where i.company_id = c.company_id and i.customer_id = c.id), 0)::bigint as open,
            coalesce((select sum(amount - allocated) from books.payment p where p.company_id = c.company_id and p.customer_id = c.id and not withdrawn), 0)::bigint as rest,
            coalesce((select sum(debit - credit) from books.entry_line l where l.company_id = c.company_id and l.account = '${roles.customers}'
               and l.auxiliary = case when c.ledger_account is null or c.ledger_account ~ '^\\d{3}' then c.code else c.ledger_account end), 0)::bigint as receivable,
            coalesce((select sum(debit - credit) from books.entry_line l where l.company_id = c.company_id and l.account = '${roles.advances}'
               and l.auxiliary = case when c.ledger_account is null or c.ledger_account ~ '^\\d{3}' then c.code else c.ledger_account end), 0)::bigint as advances
       from books.customer c where c.company_id = $1 order by code`,
  );
  const deposits = await depositsOnAdvances(read);
  return rows.flatMap((row) => {
    const onCustomers = creditOnAccount === 'customers';
    const receivable = onCustomers ? row.open - row.rest : row.open;
    const advances = (onCustomers ? 0n : -row.rest) + (deposits.get(row.code) ?? 0n);
    return [
      ...(row.receivable === receivable
        ? []
        : [`customer ${row.code}: 411 has ${row.receivable}, open ${row.open} less on account ${row.rest}`]),
      ...(row.advances === advances
        ? []
        : [`customer ${row.code}: 4191 has ${row.advances}, expected ${advances} (rest ${row.rest})`]),
    ];
  });
}

interface Recorded {
  readonly id: string;
  readonly kind: string;
  readonly customer: string;
  readonly total: bigint;
  readonly shares: readonly { rate: string; base: bigint; tax: bigint }[];
  readonly vatDue: string | undefined;
  /** Tax the final invoice takes back from its deposits. */
  readonly depositTax: bigint;
  readonly settled: bigint;
  readonly relief: readonly bigint[];
}

/** Documents as they were recorded, with their VAT where it is consistent; history is not in the books. */
async function recorded(read: Read): Promise<Recorded[]> {
  const rows = await read<{
    id: string;
    item: {
      kind: string;
      instalment?: number;
      customer: { code: string };
      total: string;
      vat?: { rate: string; base: string; tax: string }[];
      vatDue?: string;
    };
    settled: bigint;
    discounted: bigint;
    lost: bigint;
  }>(
    `select i.id, e.data->'item' as item, i.settled,
            coalesce((select sum(adjustment) from books.allocation a where a.company_id = i.company_id and a.item_id = i.id and adjustment_kind = 'discount'), 0)::bigint as discounted,
            coalesce((select sum(adjustment) from books.allocation a where a.company_id = i.company_id and a.item_id = i.id and adjustment_kind = 'write-off'), 0)::bigint as lost
       from books.event e join books.item i on i.company_id = e.company_id and i.id = (e.data->'item'->>'id')::uuid
      where e.company_id = $1 and e.type = 'item.recorded' and not i.history`,
  );
  return rows.flatMap(({ id, item, settled, discounted, lost }) => {
    if (!item.vat) return [];
    const total = parseMinor(item.total, 'EUR');
    const sum = item.vat.reduce((all, share) => all + parseMinor(share.base, 'EUR') + parseMinor(share.tax, 'EUR'), 0n);
    const sign = sum < 0n !== total < 0n ? -1n : 1n;
    const shares = item.vat.map((share) => ({
      rate: share.rate,
      base: sign * parseMinor(share.base, 'EUR'),
      tax: sign * parseMinor(share.tax, 'EUR'),
    }));
    const deposits = sign * sum - total;
    const tax = shares.reduce((all, share) => all + share.tax, 0n);
    const depositTax = deposits === 0n ? 0n : divideRounded(deposits * tax, absolute(sum));
    return [
      {
        id,
        kind: item.kind,
        customer: item.customer.code,
        total,
        shares,
        vatDue: item.vatDue,
        depositTax,
        settled,
        relief: [discounted, lost],
      },
    ];
  });
}

/** Deposit invoices are a debt on 4191 until the final invoice; relief on them takes it off again. */
async function depositsOnAdvances(read: Read): Promise<Map<string, bigint>> {
  const byCustomer = new Map<string, bigint>();
  for (const item of await recorded(read)) {
    const sum = item.shares.reduce((all, share) => all + share.base + share.tax, 0n);
    const change = item.kind === 'deposit' ? -item.total + item.relief[0]! + item.relief[1]! : sum - item.total;
    byCustomer.set(item.customer, (byCustomer.get(item.customer) ?? 0n) + change);
  }
  return byCustomer;
}

/** 44574 and the VAT on deposits against what each document has released so far. */
async function vatDisagrees(read: Read, { vatDue }: Setting): Promise<Finding[]> {
  const found: Finding[] = [];
  const expected = { waiting: 0n, deposits: 0n };
  const taxes = new Map<string, bigint>();
  for (const item of await recorded(read)) {
    const share = (tax: bigint, of: bigint): bigint => (item.total === 0n ? 0n : divideRounded(tax * of, item.total));
    const isDeposit = item.kind === 'deposit';
    if (!isDeposit) expected.deposits -= item.depositTax;
    for (const { tax } of item.shares) {
      if (isDeposit)
        expected.deposits += share(tax, item.settled) - share(tax, item.relief[0]!) - share(tax, item.relief[1]!);
      else if ((item.vatDue ?? vatDue) === 'receipt') {
        const own = tax - item.depositTax;
        expected.waiting -= own - share(own, item.settled);
      }
    }
    taxes.set(item.id, item.shares.reduce((all, one) => all + one.tax, 0n) - item.depositTax);
  }
  const balances = await read<{ account: string; sum: bigint }>(
    `select account, sum(debit - credit)::bigint as sum from books.entry_line where company_id = $1 and account in ('${roles.vatWaiting}', '${roles.vatOnDeposits}') group by 1`,
  );
  const balance = (account: string): bigint => balances.find((row) => row.account === account)?.sum ?? 0n;
  if (balance(roles.vatWaiting) !== expected.waiting)
    found.push(`VAT waiting is ${balance(roles.vatWaiting)}, expected ${expected.waiting}`);
  if (balance(roles.vatOnDeposits) !== expected.deposits)
    found.push(`VAT on deposits is ${balance(roles.vatOnDeposits)}, expected ${expected.deposits}`);
  const released = await read<{ item: string; number: string; sum: bigint }>(
    `select l.item_id as item, i.number, sum(l.credit - l.debit)::bigint as sum from books.entry_line l join books.item i on i.company_id = l.company_id and i.id = l.item_id
      where l.company_id = $1 and (l.account like '44571%') group by 1, 2`,
  );
  for (const { item, number, sum } of released) {
    const tax = taxes.get(item) ?? 0n;
    if (absolute(sum) > absolute(tax) || sum * tax < 0n) found.push(`${number} released ${sum} of ${tax}`);
  }
  return found;
}

/** Years in which anything was booked, by their last day. */
export async function bookedYears(fixture: CompanyFixture): Promise<Day[]> {
  const rows = await fixture.query<{ day: Day }>('select distinct day from books.journal_entry where company_id = $1');
  return [...new Set(rows.map(({ day }) => fiscalYearEnd(day, '12-31')))].sort();
}
