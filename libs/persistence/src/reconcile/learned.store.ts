import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** Before the payer keys of a payment among the lookup keys: who paid for whom. */
export const PAID = 'paid:';

/** Days before the newest bank line after which a payment says nothing any more of who pays. */
const FORGOTTEN_AFTER = 730;
/** A payer that has paid this often for others since has moved on. */
const MOVED_ON_AFTER = 12;

/** A payer that paid for a customer in confirmed payments. */
export interface KnownPayer {
  /** `iban:…` or `full:…` (the words of a printed name). */
  readonly key: string;
  readonly customerId: string;
  readonly customerCode: string;
  /** Confirmed payments that still count. */
  readonly count: number;
  /** Of them, those since the last decision that spoke against it. */
  readonly since: number;
  readonly lastDay: Day;
}

/** One payment that taught who pays for whom. */
export interface PayerSource {
  readonly transactionId: string;
  readonly bookingDate: Day;
  readonly amount: bigint;
  readonly currency: string;
  readonly remittance?: string;
  readonly decisionId?: string;
  /** `engine`, or who decided it; absent: confirmed by another system. */
  readonly decidedBy?: string;
  readonly rule?: string;
  readonly invoices: readonly string[];
}

/**
 * Payments that teach: matched to their line, decided by a person or proven by a number or an advice (what was posted
 * because of the payer alone must not confirm itself), not too old, and not forgotten since. `$2` are keys with {@link PAID}.
 */
const TAUGHT = /* sql */ `
  select k.key, p.customer_id, p.id, t.id as transaction_id, t.booking_date as day, d.id as decision_id,
         coalesce(d.decided_at, t.created_at) as at
    from (select key, item_id from books.item_key where company_id = $1 and key = any ($2::text[]) offset 0) k
    -- Looked up one by one: on tables without statistics a join of them all walks every pair.
   cross join lateral (select p.id, p.customer_id, p.transaction_id from books.payment p
          where p.company_id = $1 and p.id = k.item_id and not p.withdrawn and p.customer_id is not null limit 1) p
   cross join lateral (select t.id, t.booking_date, t.created_at from books.bank_transaction t
          where t.company_id = $1 and t.id = p.transaction_id and t.state = 'matched' limit 1) t
    left join lateral (select d.id, d.decided_at, d.decided_by, d.rule from books.decision d
          where d.company_id = $1 and d.transaction_id = t.id and d.state = 'applied' limit 1) d on true
   where (d.id is null or d.decided_by <> 'engine' or d.rule like 'reference%' or d.rule like 'advice%')
     and t.booking_date >= (select max(n.booking_date) - ${FORGOTTEN_AFTER} from books.bank_transaction n where n.company_id = $1)
     and not exists (select 1 from books.forgotten_payer f where f.company_id = $1
           and f.key = substr(k.key, ${PAID.length + 1}) and f.customer_id = p.customer_id
           and f.forgotten_at >= coalesce(d.decided_at, t.created_at))`;

/** Who pays for whom, counted over the payments the books hold: nothing is stored that could contradict them. */
export class LearnedStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** What confirmed payments say of these payer keys, by key and customer code. */
  async of(keys: readonly string[]): Promise<KnownPayer[]> {
    if (keys.length === 0) return [];
    return this.tx.query<KnownPayer>(
      `with taught as (${TAUGHT}),
       placed as (
         select *, row_number() over (partition by key order by day, id) as place, count(*) over (partition by key) as paid
           from taught),
       counted as (
         select key, customer_id, count(*)::int as count, max(day) as day, max(paid) - max(place) as others,
                array_agg(at) as times
           from placed group by key, customer_id)
       select substr(n.key, ${PAID.length + 1}) as key, n.customer_id as "customerId", c.code as "customerCode", n.count,
              (select count(*) from unnest(n.times) as one (at)
                where one.at > coalesce(b.at, '-infinity'))::int as since, n.day as "lastDay"
         from counted n
         join books.customer c on c.company_id = $1 and c.id = n.customer_id
         left join lateral (
           select max(v.at) as at from books.verdict v
             join books.decision d on d.company_id = v.company_id and d.id = v.decision_id
            where v.company_id = $1 and v.kind = 'payer' and v.verdict <> 'confirmed'
              and v.subject = 'payer:' || substr(n.key, ${PAID.length + 1}) || '|' || n.customer_id
              and (v.verdict = 'undone' or d.state <> 'undone')) b on true
        where n.others < ${MOVED_ON_AFTER}
        order by n.key, c.code`,
      [this.tx.companyId, keys.map((key) => `${PAID}${key}`)],
    );
  }

  /** Payer keys the books know, by key; `customerId` and a text narrow them. At most `limit`. */
  async keys(filter: {
    readonly customerId?: string;
    readonly text?: string;
    readonly after?: string;
    readonly limit: number;
  }): Promise<string[]> {
    const rows = await this.tx.query<{ key: string }>(
      `select distinct substr(k.key, ${PAID.length + 1}) as key from books.item_key k
         join books.payment p on p.company_id = k.company_id and p.id = k.item_id
        where k.company_id = $1 and k.key like '${PAID}%' and p.customer_id is not null
          and ($2::uuid is null or p.customer_id = $2) and ($3::text is null or k.key ilike $3)
          and ($4::text is null or substr(k.key, ${PAID.length + 1}) > $4)
        order by 1 limit $5`,
      [
        this.tx.companyId,
        filter.customerId ?? null,
        filter.text === undefined ? null : `%${filter.text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`,
        filter.after ?? null,
        filter.limit,
      ],
    );
    return rows.map(({ key }) => key);
  }

  /** The payments that taught that this payer pays for the customer, newest first. */
  async sources(key: string, customerId: string, limit: number): Promise<PayerSource[]> {
    const rows = await this.tx.query<{ [Name in keyof PayerSource]: PayerSource[Name] | null }>(
      `with taught as (${TAUGHT})
       select t.id as "transactionId", t.booking_date as "bookingDate", t.amount, t.currency, t.remittance,
              d.id as "decisionId", d.decided_by as "decidedBy", d.rule,
              array(select distinct i.number from books.allocation a
                      join books.item i on i.company_id = a.company_id and i.id = a.item_id
                     where a.company_id = $1 and a.payment_id = w.id and a.undoes is null order by 1) as invoices
         from taught w
         join books.bank_transaction t on t.company_id = $1 and t.id = w.transaction_id
         left join books.decision d on d.company_id = $1 and d.id = w.decision_id
        where w.customer_id = $3 order by t.booking_date desc, t.id desc limit $4`,
      [this.tx.companyId, [`${PAID}${key}`], customerId, limit],
    );
    return rows.map(
      (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as PayerSource,
    );
  }

  /** Forgets that this payer pays for the customer; payments from now on teach it anew. */
  async forget(key: string, customerId: string, by: string): Promise<void> {
    await this.tx.execute(
      `insert into books.forgotten_payer (company_id, key, customer_id, forgotten_by) values ($1, $2, $3, $4)
       on conflict (company_id, key, customer_id) do update set forgotten_at = clock_timestamp(), forgotten_by = excluded.forgotten_by`,
      [this.tx.companyId, key, customerId, by],
    );
  }
}
