import type { Day, TransactionLine } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { LINE_COLUMNS, withLine, type LineColumns } from '../statements/stored-line.js';

/** An instalment of an invoice or credit note that a charge may pay. Minor units. */
export interface CandidateItem {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customer: string;
  readonly currency: string;
  readonly open: bigint;
  readonly total: bigint;
  readonly orderReference?: string;
  readonly paymentReference?: string;
  readonly externalId?: string;
}

/** A payment recorded elsewhere, or made of an earlier payout, by what ties a movement to it. */
export interface KnownPayment {
  readonly id: string;
  readonly externalId?: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly customerId?: string;
  /** Not at the bank yet, and in no payout. */
  readonly isFree: boolean;
  readonly itemIds: readonly string[];
}

/** A bank line that may be a waiting payout: same money, within days of its arrival. */
export interface PayoutPair {
  readonly reportId: string;
  readonly provider: string;
  readonly reference: string;
  readonly arrival: Day;
  readonly transactionId: string;
  readonly bookingDate: Day;
  readonly amount: bigint;
  readonly currency: string;
  readonly line: TransactionLine;
}

/** A bank shows a payout this many days before its provider expected it, and after. */
const DAYS_BEFORE = 3;
const DAYS_AFTER = 10;

/** What booking a payout reads of the books. */
export class PayoutQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Items behind lookup keys (`num:`, `order:`, `ref:`; settled ones by number) and ids of other systems, with all their instalments. */
  async candidates(keys: readonly string[], externalIds: readonly string[]): Promise<CandidateItem[]> {
    const settled = keys.filter((key) => key.startsWith('num:')).map((key) => `was:${key}`);
    const rows = await this.tx.query<
      CandidateItem & { externalId: string | null; orderReference: string | null; paymentReference: string | null }
    >(
      `with hit as materialized (
         select k.item_id as id from books.item_key k where k.company_id = $1 and k.key = any ($2)
         union select i.id from books.item i where i.company_id = $1 and i.connection_id is null and i.external_id = any ($3)
         union select i.id from books.connection c cross join lateral (
           select i.id from books.item i where i.company_id = $1 and i.connection_id = c.id and i.external_id = any ($3)) i
          where c.company_id = $1),
       wanted as materialized (
         select distinct i.customer_id, i.number from hit cross join lateral (
           select i.customer_id, i.number from books.item i where i.company_id = $1 and i.id = hit.id and not i.history) i)
       select i.id, i.number, i.customer_id as "customerId", c.code as customer, i.currency, (i.total - i.settled)::bigint as open, i.total,
              i.order_reference as "orderReference", i.payment_reference as "paymentReference", i.external_id as "externalId"
         from wanted w
         join books.item i on i.company_id = $1 and i.customer_id = w.customer_id and i.number = w.number and not i.cancelled
         join books.customer c on c.company_id = $1 and c.id = i.customer_id
        order by i.due_date, i.instalment, i.id`,
      [this.tx.companyId, [...keys, ...settled], externalIds],
    );
    return rows.map(({ externalId, orderReference, paymentReference, ...row }) => ({
      ...row,
      ...(externalId === null ? {} : { externalId }),
      ...(orderReference === null ? {} : { orderReference }),
      ...(paymentReference === null ? {} : { paymentReference }),
    }));
  }

  /** Payments by the ids that movements bear, and those recorded elsewhere that settle one of these items. */
  async payments(externalIds: readonly string[], itemIds: readonly string[]): Promise<KnownPayment[]> {
    const rows = await this.tx.query<
      Omit<KnownPayment, 'externalId' | 'customerId'> & { externalId: string | null; customerId: string | null }
    >(
      `with hit as materialized (
         select p.id from books.payment p where p.company_id = $1 and p.connection_id is null and p.external_id = any ($2)
         union select p.id from books.connection c cross join lateral (
           select p.id from books.payment p where p.company_id = $1 and p.connection_id = c.id and p.external_id = any ($2)) p
          where c.company_id = $1
         union select a.payment_id from unnest($3::uuid[]) as x (item_id) cross join lateral (
           select a.payment_id from books.allocation a where a.company_id = $1 and a.item_id = x.item_id and a.undoes is null) a)
       select p.id, p.external_id as "externalId", p.amount, p.currency, p.customer_id as "customerId",
              p.transaction_id is null and p.payout_id is null as "isFree",
              array(select distinct a.item_id::text from books.allocation a
                     where a.company_id = $1 and a.payment_id = p.id and a.undoes is null) as "itemIds"
         from hit join books.payment p on p.company_id = $1 and p.id = hit.id
        where p.kind = 'recorded' and not p.withdrawn and not p.history order by p.day, p.id`,
      [this.tx.companyId, externalIds, itemIds],
    );
    return rows.map(({ externalId, customerId, ...row }) => ({
      ...row,
      ...(externalId === null ? {} : { externalId }),
      ...(customerId === null ? {} : { customerId }),
    }));
  }

  /** Undecided booked lines and the waiting payouts of their amount and days. */
  async pairs(by: { readonly reportId?: string } = {}): Promise<PayoutPair[]> {
    const rows = await this.tx.query<Omit<PayoutPair, 'line'> & LineColumns>(
      `select r.id as "reportId", r.provider, r.reference, r.arrival, t.id as "transactionId", ${LINE_COLUMNS}
         from books.payout_report r
         join books.bank_transaction t on t.company_id = r.company_id and t.amount = r.net and t.currency = r.currency
          and t.booking_date between r.arrival - ${DAYS_BEFORE} and r.arrival + ${DAYS_AFTER}
          and t.state in ('new', 'proposed') and t.status = 'booked'
        where r.company_id = $1 and r.payout_id is null and ($2::uuid is null or r.id = $2) and ($2::uuid is not null or not t.person_only)
          and not exists (select 1 from books.payment p where p.company_id = t.company_id and p.transaction_id = t.id and not p.withdrawn)
        order by r.arrival, r.id, t.booking_date, t.id`,
      [this.tx.companyId, by.reportId ?? null],
    );
    return rows.map(withLine);
  }
}
