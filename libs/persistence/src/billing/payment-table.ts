import type {
  AllocationFilter,
  AllocationRow,
  CustomerNumber,
  PaymentRow,
  PaymentUseRow,
  PayoutRow,
  TotalChange,
} from '@lettrage/billing';
import type { CompanyTransaction } from '../company-transaction.js';
import {
  allocationOf,
  CUSTOMER_COLUMNS,
  known,
  PAYMENT_COLUMNS,
  paymentOf,
  TRANSACTION_COLUMNS,
  type AllocationColumns,
  type PaymentColumns,
} from './billing-rows.js';
import { insertRows, updateRows, type Column } from './insert-rows.js';
import { updateTotals } from './item-table.js';

const SELECT = `select ${PAYMENT_COLUMNS}, ${CUSTOMER_COLUMNS}, ${TRANSACTION_COLUMNS}
  from books.payment p
  left join books.customer c on c.company_id = p.company_id and c.id = p.customer_id
  left join books.bank_transaction t on t.company_id = p.company_id and t.id = p.transaction_id
  left join books.bank_account a on a.company_id = t.company_id and a.id = t.account_id`;

/**
 * The last of the rows that took an allocation (the row behind an alias) back, or took that back again, and how many
 * there are: after an odd number it is taken back, after an even one (a return that was an error) it stands.
 */
export const takenBack = (alias: string): string => /* sql */ `
  with recursive chain (last, depth) as (
    select ${alias}.id, 0
    union all
    select u.id, c.depth + 1 from chain c join books.allocation u on u.company_id = ${alias}.company_id and u.undoes = c.last)
  select last, depth from chain order by depth desc limit 1`;

/** Payments and what they settle. */
export class PaymentTable {
  constructor(private readonly tx: CompanyTransaction) {}

  async lock(ids: readonly string[]): Promise<PaymentRow[]> {
    const rows = await this.tx.query<PaymentColumns>(
      `${SELECT} where p.company_id = $1 and p.id = any($2::uuid[]) order by p.id for no key update of p`,
      [this.tx.companyId, ids],
    );
    return rows.map(paymentOf);
  }

  async ofTransactions(transactionIds: readonly string[]): Promise<{ transactionId: string; paymentId: string }[]> {
    return this.tx.query(
      `select transaction_id as "transactionId", id as "paymentId" from books.payment
        where company_id = $1 and transaction_id = any($2::uuid[]) and not withdrawn`,
      [this.tx.companyId, transactionIds],
    );
  }

  async transactionsOf(paymentIds: readonly string[]): Promise<{ transactionId: string; paymentId: string }[]> {
    return this.tx.query(
      `select transaction_id as "transactionId", id as "paymentId" from books.payment
        where company_id = $1 and id = any($2::uuid[]) and transaction_id is not null and not withdrawn`,
      [this.tx.companyId, paymentIds],
    );
  }

  async findTwins(by: {
    readonly customerId: string;
    readonly amount: bigint;
    readonly currency: string;
  }): Promise<PaymentRow[]> {
    const rows = await this.tx.query<PaymentColumns>(
      `${SELECT} where p.company_id = $1 and p.customer_id = $2 and p.amount = $3 and p.currency = $4
         and p.transaction_id is not null and p.external_id is null and not p.withdrawn order by p.day, p.id`,
      [this.tx.companyId, by.customerId, by.amount.toString(), by.currency],
    );
    return rows.map(paymentOf);
  }

  async find(
    by:
      | { readonly connectionId?: string; readonly externalIds: readonly string[] }
      | { readonly numbers: readonly CustomerNumber[] },
  ): Promise<PaymentRow[]> {
    const rows =
      'numbers' in by
        ? await this.tx.query<PaymentColumns>(
            `${SELECT} join unnest($2::uuid[], $3::text[]) as k(customer_id, number) on k.customer_id = p.customer_id and k.number = p.number
              where p.company_id = $1`,
            [this.tx.companyId, by.numbers.map((key) => key.customerId), by.numbers.map((key) => key.number)],
          )
        : await this.tx.query<PaymentColumns>(
            `${SELECT} where p.company_id = $1 and p.external_id = any($2::text[]) and p.connection_id is not distinct from $3::uuid`,
            [this.tx.companyId, by.externalIds, by.connectionId ?? null],
          );
    return rows.map(paymentOf);
  }

  async insert(rows: readonly PaymentRow[]): Promise<void> {
    await insertRows(this.tx, 'books.payment', [...IDENTITY, ...FACTS], rows);
  }

  async updateFacts(rows: readonly PaymentRow[]): Promise<void> {
    await updateRows(this.tx, 'books.payment', FACTS, rows);
  }

  async updateTotals(changes: readonly TotalChange[]): Promise<void> {
    await updateTotals(this.tx, 'books.payment', 'allocated', changes);
  }

  async allocations(by: AllocationFilter): Promise<AllocationRow[]> {
    const [condition, value] =
      'ids' in by
        ? ['a.id = any($2::uuid[])', by.ids]
        : 'decisionId' in by
          ? ['a.decision_id = $2::uuid', by.decisionId]
          : ['a.payment_id = any($2::uuid[])', by.paymentIds];
    const rows = await this.tx.query<AllocationColumns>(
      `select a.id, a.payment_id, a.item_id, a.amount, a.settled, a.adjustment_kind, a.adjustment, a.day, a.undoes, a.decision_id,
              a.event_position, case when n.depth % 2 = 1 then n.last end as undone_by,
              case when n.depth % 2 = 0 and n.depth > 0 then n.last end as stands_by
         from books.allocation a cross join lateral (${takenBack('a')}) n
        where a.company_id = $1 and ${condition} order by a.event_position, a.id`,
      [this.tx.companyId, value],
    );
    return rows.map(allocationOf);
  }

  async insertAllocations(rows: readonly AllocationRow[]): Promise<void> {
    await insertRows(this.tx, 'books.allocation', ALLOCATION, rows);
  }
}

/** What credit was used for beside items, and the payouts of providers. */
export class UseTable {
  constructor(private readonly tx: CompanyTransaction) {}

  async insertUses(rows: readonly PaymentUseRow[]): Promise<void> {
    await insertRows(this.tx, 'books.payment_use', USE, rows);
  }

  /** Uses that stand. */
  async uses(ids: readonly string[]): Promise<PaymentUseRow[]> {
    const rows = await this.tx.query<UseColumns>(
      `select u.id, u.payment_id as "paymentId", u.kind, u.amount, u.day, u.other_payment_id as "otherPaymentId", u.undoes, u.event_position as "eventPosition"
         from books.payment_use u where u.company_id = $1 and u.id = any($2::uuid[]) and u.undoes is null
          and not exists (select 1 from books.payment_use x where x.company_id = u.company_id and x.undoes = u.id) order by u.id`,
      [this.tx.companyId, ids],
    );
    return rows.map((row) => known<PaymentUseRow>(row as PaymentUseRow));
  }

  async insertPayouts(rows: readonly PayoutRow[]): Promise<void> {
    await insertRows(this.tx, 'books.payout', PAYOUT, rows);
  }

  async payoutKnown(provider: string, reference: string): Promise<boolean> {
    const rows = await this.tx.query(
      'select 1 from books.payout where company_id = $1 and provider = $2 and reference = $3 and taken_back_at is null',
      [this.tx.companyId, provider, reference],
    );
    return rows.length > 0;
  }

  async standingPayout(id: string): Promise<{ payout: PayoutRow; paymentIds: string[] } | undefined> {
    const rows = await this.tx.query<PayoutRow & { paymentIds: string[] }>(
      `select o.id, o.transaction_id as "transactionId", o.provider, o.reference, o.gross, o.fee, o.fee_vat as "feeVat", o.day,
              o.event_position as "eventPosition",
              array(select p.id::text from books.payment p where p.company_id = $1 and p.payout_id = o.id order by p.id) as "paymentIds"
         from books.payout o where o.company_id = $1 and o.id = $2 and o.taken_back_at is null`,
      [this.tx.companyId, id],
    );
    return rows.map(({ paymentIds, ...payout }) => ({ payout, paymentIds }))[0];
  }

  async takePayoutBack(id: string, at: string): Promise<void> {
    await this.tx.execute(
      'update books.payout set taken_back_at = $3 where company_id = $1 and id = $2 and taken_back_at is null',
      [this.tx.companyId, id, at],
    );
  }
}

type UseColumns = { [Key in keyof PaymentUseRow]: PaymentUseRow[Key] | null };

const USE: Column<PaymentUseRow>[] = [
  ['id', 'uuid', (row) => row.id],
  ['payment_id', 'uuid', (row) => row.paymentId],
  ['kind', 'text', (row) => row.kind],
  ['amount', 'bigint', (row) => row.amount],
  ['day', 'date', (row) => row.day],
  ['other_payment_id', 'uuid', (row) => row.otherPaymentId],
  ['undoes', 'uuid', (row) => row.undoes],
  ['event_position', 'bigint', (row) => row.eventPosition],
];

const PAYOUT: Column<PayoutRow>[] = [
  ['id', 'uuid', (row) => row.id],
  ['transaction_id', 'uuid', (row) => row.transactionId],
  ['provider', 'text', (row) => row.provider],
  ['reference', 'text', (row) => row.reference],
  ['gross', 'bigint', (row) => row.gross],
  ['fee', 'bigint', (row) => row.fee],
  ['fee_vat', 'bigint', (row) => row.feeVat],
  ['day', 'date', (row) => row.day],
  ['event_position', 'bigint', (row) => row.eventPosition],
];

const IDENTITY: Column<PaymentRow>[] = [
  ['id', 'uuid', (row) => row.id],
  ['kind', 'text', (row) => row.kind],
  ['day', 'date', (row) => row.day],
  ['amount', 'bigint', (row) => row.amount],
  ['currency', 'text', (row) => row.currency],
  ['allocated', 'bigint', (row) => row.allocated],
  ['means', 'text', (row) => row.means],
  ['returns_payment_id', 'uuid', (row) => row.returnsPaymentId],
  ['refunds_payment_id', 'uuid', (row) => row.refundsPaymentId],
  ['history', 'boolean', (row) => row.history],
  ['number', 'text', (row) => row.number],
  ['instalment', 'integer', (row) => row.instalment],
];

const FACTS: Column<PaymentRow>[] = [
  ['customer_id', 'uuid', (row) => row.customer?.id],
  ['transaction_id', 'uuid', (row) => row.transaction?.id],
  ['withdrawn', 'boolean', (row) => row.withdrawn],
  ['payout_id', 'uuid', (row) => row.payoutId],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['external_id', 'text', (row) => row.externalId],
  ['source_open', 'bigint', (row) => row.sourceOpen],
  ['source_as_of', 'date', (row) => row.sourceAsOf],
];

const ALLOCATION: Column<AllocationRow>[] = [
  ['id', 'uuid', (row) => row.id],
  ['payment_id', 'uuid', (row) => row.paymentId],
  ['item_id', 'uuid', (row) => row.itemId],
  ['amount', 'bigint', (row) => row.amount],
  ['settled', 'bigint', (row) => row.settled],
  ['adjustment_kind', 'text', (row) => row.adjustmentKind],
  ['adjustment', 'bigint', (row) => row.adjustment],
  ['day', 'date', (row) => row.day],
  ['undoes', 'uuid', (row) => row.undoes],
  ['decision_id', 'uuid', (row) => row.decisionId],
  ['event_position', 'bigint', (row) => row.eventPosition],
];
