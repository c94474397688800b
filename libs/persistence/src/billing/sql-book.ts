import type { CustomerIdentity, Day, OpenItemKind, TransactionLine } from '@lettrage/domain';
import { formatMinor } from '@lettrage/domain';
import {
  customersWanted,
  groupsOf,
  KEY_CAP,
  type BookItem,
  type KeyHits,
  type MatchKeys,
  type PastPayment,
  type Slice,
} from '@lettrage/reconciliation';
import type { CompanyTransaction } from '../company-transaction.js';
import { LINE_COLUMNS, withLine, type LineColumns } from '../statements/stored-line.js';
import { CUSTOMER_COLUMNS, customerOf, type CustomerColumns } from './billing-rows.js';
import { LearnedStore, PAID, type KnownPayer } from '../reconcile/learned.store.js';
import { creditNumber, identityOf, SETTLED } from './key-tables.js';

/** Payments of the past read for one slice at most, the latest first: a return or a repetition is never far back. */
const MOST_PAST = 5_000;

/** A slice with all that is known of its learned payers. */
export interface SqlSlice extends Slice {
  readonly payers: readonly KnownPayer[];
}

/**
 * The book of a company in PostgreSQL: gives the engine the same slice as a book in memory would, with a handful of set
 * queries for a whole statement, however many lines it has.
 */
export class SqlBook {
  constructor(private readonly tx: CompanyTransaction) {}

  async slice(keys: MatchKeys): Promise<SqlSlice> {
    const itemKeys = [...new Set(keys.lines.flatMap((line) => line.items))];
    const customerKeys = [...new Set(keys.lines.flatMap((line) => line.customers))];
    const hits = new Map([...(await this.itemHits(itemKeys)), ...(await this.customerHits(customerKeys))]);
    const payers = await new LearnedStore(this.tx).of(customerKeys.filter(isPayerKey));
    const learned = payers.map(({ key, customerCode, count }) => ({ key, customer: customerCode, count }));
    const owners = await this.owners([...hits].flatMap(([key, hit]) => (isCustomerKey(key) ? [] : hit.ids)));
    const customerCount = await this.customerCount();
    const learnedBy = new Map<string, string[]>();
    for (const { key, customer } of learned) learnedBy.set(key, [...(learnedBy.get(key) ?? []), customer]);
    const first = {
      hits,
      ownerOf: (id: string) => owners.get(id),
      customerCount,
      learned: (key: string) => learnedBy.get(key) ?? [],
    };
    const wanted = new Set(keys.lines.flatMap((line) => customersWanted(line, first)));
    const family = await this.customers([...wanted, ...owners.values()], wanted);
    const customers = new Map(family.map((customer) => [customer.id, customer]));
    const groups = groupsOf([...wanted].flatMap((code) => customers.get(code) ?? []));
    const owned = family.filter(({ id, groupId }) => wanted.has(id) || (groupId !== undefined && groups.has(groupId)));
    const items = await this.items(
      owned.map((customer) => customer.id),
      [...owners.keys()],
      customers,
    );
    const inSlice = new Set([...wanted, ...items.map(({ item }) => item.customer.id)]);
    const past = await this.past(itemKeys, customerKeys, [...new Set(keys.lines.flatMap((line) => line.past))]);
    return { items, customers: family.filter(({ id }) => inSlice.has(id)), hits, customerCount, learned, past, payers };
  }

  /** Keys with a crowd behind them are only counted: nobody asks who stands there. */
  private async itemHits(keys: readonly string[]): Promise<Map<string, KeyHits>> {
    const rows = await this.tx.query<{ key: string; count: number; ids: string[] }>(
      `select n.key, n.count, case when n.count <= $3 then array(
                select k.item_id::text from books.item_key k where k.company_id = $1 and k.key = n.key order by k.item_id)
              else '{}' end as ids
         from (select key, count(*)::int as count from books.item_key where company_id = $1 and key = any($2::text[]) group by key) n`,
      [this.tx.companyId, keys, KEY_CAP],
    );
    return new Map(rows.map(({ key, count, ids }) => [key, { count, ids }]));
  }

  private async customerHits(keys: readonly string[]): Promise<Map<string, KeyHits>> {
    const rows = await this.tx.query<{ key: string; count: number; ids: string[] }>(
      `select n.key, n.count, case when n.count <= $3 then array(
                select c.code from books.customer_key k join books.customer c on c.company_id = k.company_id and c.id = k.customer_id
                 where k.company_id = $1 and k.key = n.key order by c.code)
              else '{}' end as ids
         from (select key, count(*)::int as count from books.customer_key where company_id = $1 and key = any($2::text[]) group by key) n`,
      [this.tx.companyId, keys, KEY_CAP],
    );
    return new Map(rows.map(({ key, count, ids }) => [key, { count, ids }]));
  }

  /** Code of the owner by item or credit id. */
  private async owners(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.tx.query<{ id: string; code: string }>(
      `select i.id, c.code from books.item i join books.customer c on c.company_id = i.company_id and c.id = i.customer_id
        where i.company_id = $1 and i.id = any($2::uuid[])
       union all
       select p.id, c.code from books.payment p join books.customer c on c.company_id = p.company_id and c.id = p.customer_id
        where p.company_id = $1 and p.id = any($2::uuid[])`,
      [this.tx.companyId, [...new Set(ids)]],
    );
    return new Map(rows.map(({ id, code }) => [id, code]));
  }

  private async customerCount(): Promise<number> {
    const [row] = await this.tx.query<{ n: number }>(
      'select count(*)::int as n from books.customer where company_id = $1',
      [this.tx.companyId],
    );
    return row!.n;
  }

  /** The customers of these codes, and everyone in a group of the `wanted` ones. */
  private async customers(codes: readonly string[], wanted: ReadonlySet<string>): Promise<CustomerIdentity[]> {
    const rows = await this.tx.query<CustomerColumns & { ibans: string[] }>(
      `select ${CUSTOMER_COLUMNS}, array(select b.iban from books.customer_iban b
          where b.company_id = c.company_id and b.customer_id = c.id order by b.iban) as ibans
         from books.customer c
        where c.company_id = $1 and (c.code = any($2::text[]) or c.group_code in (
          select g.group_code from books.customer g where g.company_id = $1 and g.code = any($3::text[]) and g.group_code is not null))
        order by c.code`,
      [this.tx.companyId, [...new Set(codes)], [...wanted]],
    );
    return rows.map((row) => identityOf(customerOf(row, row.ibans)));
  }

  /** What is open of these customers, and the items and credits of these ids. */
  private async items(
    codes: readonly string[],
    ids: readonly string[],
    customers: ReadonlyMap<string, CustomerIdentity>,
  ): Promise<BookItem[]> {
    const items = await this.tx.query<OpenColumns>(
      `select i.id, i.kind, i.number, i.issue_date, i.due_date, i.currency, i.total, i.total - i.settled as open, i.payment_reference,
              i.order_reference, i.discount_percent, i.discount_until, c.code
         from books.item i join books.customer c on c.company_id = i.company_id and c.id = i.customer_id
        where i.company_id = $1 and i.settled <> i.total
          and (i.id = any($2::uuid[]) or i.customer_id = any(array(select id from books.customer where company_id = $1 and code = any($3::text[]))))
        order by i.id`,
      [this.tx.companyId, ids, codes],
    );
    const credits = await this.tx.query<CreditColumns>(
      `select p.id, p.number, p.day, p.amount, p.allocated, p.currency, c.code from books.payment p
         join books.customer c on c.company_id = p.company_id and c.id = p.customer_id
        where p.company_id = $1 and p.allocated <> p.amount and not p.withdrawn
          and (p.id = any($2::uuid[]) or c.code = any($3::text[])) order by p.id`,
      [this.tx.companyId, ids, codes],
    );
    return [
      ...items.map((row) => bookItem(row, customers.get(row.code)!)),
      ...credits.map((row) => bookCredit(row, customers.get(row.code)!)),
    ];
  }

  /**
   * Payments a line may return or repeat: by end-to-end id or mandate, by a settled number the text names, and by payer
   * where the amount is one of the lines'.
   */
  private async past(
    itemKeys: readonly string[],
    customerKeys: readonly string[],
    pastKeys: readonly string[],
  ): Promise<PastPayment[]> {
    // Step by step from the keys: planned as one join on tables without statistics, it walks every pair of payments.
    const found = await this.tx.query<{ id: string }>(
      `with tied as materialized (select item_id as id from books.item_key where company_id = $1 and key = any($2::text[])),
            payers as materialized (select item_id as id from books.item_key where company_id = $1 and key = any($3::text[])),
            settled as materialized (select item_id as id from books.item_key where company_id = $1 and key = any($5::text[]))
       select id from tied
       union
       select p.id from books.payment p where p.company_id = $1 and p.id = any(array(select id from payers))
          and ('amt:' || p.currency || ':' || abs(p.amount)) = any($4::text[])
       union
       select a.payment_id from books.allocation a
        where a.company_id = $1 and a.item_id = any(array(select id from settled)) and a.undoes is null`,
      [
        this.tx.companyId,
        pastKeys,
        customerKeys.filter(isPayerKey).map((key) => `${PAID}${key}`),
        itemKeys.filter((key) => key.startsWith('amt:')),
        itemKeys.filter((key) => !key.startsWith('amt:')).map((key) => `${SETTLED}${key}`),
      ],
    );
    if (found.length === 0) return [];
    const rows = await this.tx.query<PastColumns>(
      `select ${LINE_COLUMNS}, c.code, coalesce(s.allocations, '[]') as allocations
         from books.payment p
         join books.bank_transaction t on t.company_id = p.company_id and t.id = p.transaction_id
         left join books.customer c on c.company_id = p.company_id and c.id = p.customer_id
         left join lateral (
           select jsonb_agg(jsonb_build_object('invoice', n.number, 'amount', n.amount::text) order by n.number) as allocations
             from (select i.number, sum(a.amount) as amount from books.allocation a
                     join books.item i on i.company_id = a.company_id and i.id = a.item_id
                    where a.company_id = p.company_id and (a.payment_id = p.id
                       -- What took its allocations back, and what took that back again.
                       or a.id = any(array(
                         with recursive back (id) as (
                           select o.id from books.allocation o where o.company_id = p.company_id and o.payment_id = p.id and o.undoes is null
                           union all
                           select u.id from back b join books.allocation u on u.company_id = p.company_id and u.undoes = b.id)
                         select id from back)))
                    group by i.number having sum(a.amount) <> 0) n) s on true
        where p.company_id = $1 and p.id = any($2::uuid[]) and not p.withdrawn
        order by t.booking_date desc, p.id desc limit ${MOST_PAST}`,
      [this.tx.companyId, found.map(({ id }) => id)],
    );
    return rows.reverse().map(pastPayment);
  }
}

interface OpenColumns {
  id: string;
  kind: OpenItemKind;
  number: string;
  issue_date: Day;
  due_date: Day;
  currency: string;
  total: bigint;
  open: bigint;
  payment_reference: string | null;
  order_reference: string | null;
  discount_percent: string | null;
  discount_until: Day | null;
  code: string;
}

interface CreditColumns {
  id: string;
  number: string | null;
  day: Day;
  amount: bigint;
  allocated: bigint;
  currency: string;
  code: string;
}

interface PastColumns extends LineColumns {
  code: string | null;
  allocations: { invoice: string; amount: string }[];
}

/** Only what the engine asks of an item: a slice holds thousands. */
function bookItem(row: OpenColumns, customer: CustomerIdentity): BookItem {
  const { id, kind, number, currency, total, open } = row;
  return {
    id,
    open,
    item: {
      number,
      kind,
      customer,
      issueDate: row.issue_date,
      dueDate: row.due_date,
      currency,
      total,
      open,
      ...(row.payment_reference === null ? NOTHING : { paymentReference: row.payment_reference }),
      ...(row.order_reference === null ? NOTHING : { orderReference: row.order_reference }),
      ...(row.discount_percent === null || row.discount_until === null
        ? NOTHING
        : { discount: { percent: row.discount_percent, until: row.discount_until } }),
    },
  };
}

const NOTHING = {};

/** Credit on account stands among open items, negative. */
function bookCredit(row: CreditColumns, customer: CustomerIdentity): BookItem {
  const open = row.allocated - row.amount;
  const kind: OpenItemKind = 'on-account';
  const number = creditNumber(row);
  return {
    id: row.id,
    open,
    item: {
      number,
      kind,
      customer,
      issueDate: row.day,
      dueDate: row.day,
      currency: row.currency,
      total: -row.amount,
      open,
    },
  };
}

function pastPayment(row: PastColumns): PastPayment {
  const amount = (minor: bigint): string => formatMinor(minor, row.currency);
  const transaction: TransactionLine = { ...withLine(row).line, status: 'booked' };
  return {
    transaction,
    ...(row.code === null ? {} : { customer: row.code }),
    allocations: row.allocations.map(({ invoice, amount: cash }) => ({ invoice, amount: amount(BigInt(cash)) })),
  };
}

function isCustomerKey(key: string): boolean {
  return /^(?:iban|full|name|abbr|cust|group):/.test(key);
}

/** Keys that payments are remembered by. */
function isPayerKey(key: string): boolean {
  return key.startsWith('iban:') || key.startsWith('full:');
}
