import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

/** An open item that may be collected or paid back. Amounts are minor units, signed as the item's. */
export interface PayableItem {
  readonly id: string;
  readonly number: string;
  readonly instalment: number;
  readonly kind: 'invoice' | 'credit-note' | 'deposit';
  readonly customerId: string;
  readonly customer: string;
  readonly customerName: string;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  readonly total: bigint;
  readonly settled: bigint;
  readonly disputed: boolean;
  /** The file for the bank it stands in, as long as its money is on the way. */
  readonly orderedBy?: string;
}

/** Which items. */
export interface PayableFilter {
  readonly kind: 'collection' | 'refund';
  readonly numbers?: readonly string[];
  readonly customers?: readonly string[];
  /** Due by this day. */
  readonly due?: Day;
}

/** A payment of a file, with what it is for. Amounts are positive minor units. */
export interface NewOrderLine {
  readonly customerId: string;
  readonly mandateId?: string;
  readonly endToEndId: string;
  readonly blockId: string;
  readonly day: Day;
  readonly sequence?: string;
  readonly amount: bigint;
  readonly items: readonly { readonly itemId: string; readonly amount: bigint; readonly settledBefore: bigint }[];
}

/** A file for the bank, made of the books. */
export interface NewPaymentOrder {
  readonly kind: 'collection' | 'refund';
  readonly format: string;
  readonly messageId: string;
  readonly accountId: string;
  readonly day: Day;
  readonly total: bigint;
  readonly content: string;
  readonly by: string;
  readonly lines: readonly NewOrderLine[];
}

/** A file as it is listed. */
export interface PaymentOrderRow {
  readonly id: string;
  readonly kind: 'collection' | 'refund';
  readonly format: string;
  readonly messageId: string;
  readonly accountId: string;
  readonly day: Day;
  readonly payments: number;
  readonly total: bigint;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly cancelledAt: Date | null;
  /** Payments by state. */
  readonly states: Readonly<Record<string, number>>;
}

/** A payment of a file as it is shown. */
export interface PaymentOrderLineRow {
  readonly ordinal: number;
  readonly customer: string;
  readonly customerName: string;
  readonly mandate: string | null;
  readonly endToEndId: string;
  readonly blockId: string;
  readonly day: Day;
  readonly sequence: string | null;
  readonly amount: bigint;
  readonly state: 'open' | 'settled' | 'returned' | 'cancelled';
  readonly why: string | null;
  readonly invoices: readonly { readonly number: string; readonly amount: string }[];
}

const ORDER = `o.id, o.kind, o.format, o.message_id as "messageId", o.account_id as "accountId", o.day, o.payments, o.total,
  o.created_at as "createdAt", o.created_by as "createdBy", o.cancelled_at as "cancelledAt",
  (select coalesce(jsonb_object_agg(state, n), '{}') from (
    select l.state, count(*) as n from books.payment_order_line l where l.company_id = o.company_id and l.order_id = o.id group by l.state) s) as states`;

/** Files for the bank and what is on the way by them. */
export class PaymentOrderStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Open items by customer and due day, locked: two files at once would both hold them. */
  async payable(filter: PayableFilter): Promise<PayableItem[]> {
    const rows = await this.tx.query<PayableItem & { orderedBy: string | null }>(
      `select i.id, i.number, i.instalment, i.kind, i.customer_id as "customerId", c.code as customer, c.name as "customerName",
              i.issue_date as "issueDate", i.due_date as "dueDate", i.currency, i.total, i.settled, i.disputed,
              (select o.message_id from books.payment_order_item x join books.payment_order o on o.company_id = x.company_id and o.id = x.order_id
                where x.company_id = i.company_id and x.item_id = i.id and x.active) as "orderedBy"
         from books.item i join books.customer c on c.company_id = i.company_id and c.id = i.customer_id
        where i.company_id = $1 and i.settled <> i.total and not i.cancelled
          and case when $2 = 'refund' then i.total < 0 else i.total > 0 end
          and ($3::text[] is null or i.number = any ($3)) and ($4::text[] is null or c.code = any ($4))
          and ($5::date is null or i.due_date <= $5)
        order by c.code, i.due_date, i.number, i.instalment for update of i`,
      [this.tx.companyId, filter.kind, filter.numbers ?? null, filter.customers ?? null, filter.due ?? null],
    );
    return rows.map(({ orderedBy, ...row }) => ({ ...row, ...(orderedBy === null ? {} : { orderedBy }) }));
  }

  /** Of some end-to-end ids, those that were used before. */
  async usedEndToEndIds(beginnings: readonly string[]): Promise<Set<string>> {
    const rows = await this.tx.query<{ id: string }>(
      `select distinct l.end_to_end_id as id from books.payment_order_line l join unnest($2::text[]) as b (text) on starts_with(l.end_to_end_id, b.text)
        where l.company_id = $1`,
      [this.tx.companyId, beginnings],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Accounts of customers they are known to pay from. */
  async ibansOf(customerIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.tx.query<{ id: string; ibans: string[] }>(
      `select customer_id as id, array_agg(iban order by iban) as ibans from books.customer_iban
        where company_id = $1 and customer_id = any ($2) group by customer_id`,
      [this.tx.companyId, customerIds],
    );
    return new Map(rows.map(({ id, ibans }) => [id, ibans]));
  }

  async add(order: NewPaymentOrder): Promise<string> {
    const id = newId();
    const { companyId } = this.tx;
    await this.tx.query(
      `insert into books.payment_order (company_id, id, kind, format, message_id, account_id, day, payments, total, content, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        companyId,
        id,
        order.kind,
        order.format,
        order.messageId,
        order.accountId,
        order.day,
        order.lines.length,
        order.total.toString(),
        order.content,
        order.by,
      ],
    );
    const lines = order.lines.map((line, index) => ({
      ordinal: index + 1,
      customer_id: line.customerId,
      mandate_id: line.mandateId ?? null,
      end_to_end_id: line.endToEndId,
      block_id: line.blockId,
      day: line.day,
      sequence: line.sequence ?? null,
      amount: line.amount.toString(),
    }));
    await this.tx.query(
      `insert into books.payment_order_line (company_id, order_id, ordinal, customer_id, mandate_id, end_to_end_id, block_id, day, sequence, amount)
       select $1, $2, * from jsonb_to_recordset($3) as l (ordinal integer, customer_id uuid, mandate_id uuid, end_to_end_id text,
         block_id text, day date, sequence text, amount bigint)`,
      [companyId, id, JSON.stringify(lines)],
    );
    const items = order.lines.flatMap((line, index) =>
      line.items.map(({ itemId, amount, settledBefore }) => ({
        ordinal: index + 1,
        item_id: itemId,
        amount: amount.toString(),
        settled_before: settledBefore.toString(),
      })),
    );
    await this.tx.query(
      `insert into books.payment_order_item (company_id, order_id, ordinal, item_id, amount, settled_before)
       select $1, $2, * from jsonb_to_recordset($3) as i (ordinal integer, item_id uuid, amount bigint, settled_before bigint)`,
      [companyId, id, JSON.stringify(items)],
    );
    return id;
  }

  /**
   * Brings the payments up to what the bank and the books say by now: settled where the items are, returned where the bank
   * took the money back. Either way the items may stand in a file again.
   */
  async refresh(): Promise<void> {
    const { companyId } = this.tx;
    await this.tx.query(
      `with done as (
         select l.order_id, l.ordinal,
                exists (select 1 from books.bank_transaction t
                         where t.company_id = l.company_id and t.booking_date >= l.day - 5 and t.end_to_end_id = l.end_to_end_id
                           and case when o.kind = 'collection' then t.amount < 0 else t.amount > 0 end) as returned,
                bool_and(abs(i.settled) >= abs(x.settled_before) + abs(x.amount)) as settled
           from books.payment_order_line l
           join books.payment_order o on o.company_id = l.company_id and o.id = l.order_id
           join books.payment_order_item x on x.company_id = l.company_id and x.order_id = l.order_id and x.ordinal = l.ordinal
           join books.item i on i.company_id = x.company_id and i.id = x.item_id
          where l.company_id = $1 and l.state = 'open'
          group by l.company_id, l.order_id, l.ordinal, l.day, l.end_to_end_id, o.kind),
       told as (
         update books.payment_order_line l set state = case when d.returned then 'returned' else 'settled' end
           from done d where l.company_id = $1 and l.order_id = d.order_id and l.ordinal = d.ordinal and (d.returned or d.settled)
         returning l.order_id, l.ordinal, l.mandate_id, l.state),
       amended as (
         -- The debtor's bank has taken the change of the mandate in.
         update books.mandate m set original_reference = null, original_iban = null from told
          where m.company_id = $1 and m.id = told.mandate_id and told.state = 'settled')
       update books.payment_order_item x set active = false from told
        where x.company_id = $1 and x.order_id = told.order_id and x.ordinal = told.ordinal`,
      [companyId],
    );
    await this.tx.query(
      `update books.payment_order_line l set state = 'returned'
        where l.company_id = $1 and l.state = 'settled' and l.day > current_date - 450 and exists (
          select 1 from books.payment_order o join books.bank_transaction t on t.company_id = o.company_id
            and t.booking_date >= l.day - 5 and t.end_to_end_id = l.end_to_end_id
            and case when o.kind = 'collection' then t.amount < 0 else t.amount > 0 end
           where o.company_id = l.company_id and o.id = l.order_id)`,
      [companyId],
    );
  }

  /** The newest first. */
  async list(limit: number, after?: string): Promise<PaymentOrderRow[]> {
    return this.tx.query<PaymentOrderRow>(
      `select ${ORDER} from books.payment_order o where o.company_id = $1 and ($2::uuid is null or o.id < $2) order by o.id desc limit $3`,
      [this.tx.companyId, after ?? null, limit],
    );
  }

  /** By id or message id, locked. */
  async find(named: string, id: string | null): Promise<(PaymentOrderRow & { readonly content: string }) | undefined> {
    const [row] = await this.tx.query<PaymentOrderRow & { content: string }>(
      `select ${ORDER}, o.content from books.payment_order o
        where o.company_id = $1 and (o.message_id = $2 or o.id = $3) for no key update of o`,
      [this.tx.companyId, named, id],
    );
    return row;
  }

  async lines(orderId: string): Promise<PaymentOrderLineRow[]> {
    return this.tx.query<PaymentOrderLineRow>(
      `select l.ordinal, c.code as customer, c.name as "customerName", m.reference as mandate, l.end_to_end_id as "endToEndId",
              l.block_id as "blockId", l.day, l.sequence, l.amount, l.state, l.why,
              (select jsonb_agg(jsonb_build_object('number', i.number, 'amount', x.amount::text) order by i.number)
                 from books.payment_order_item x join books.item i on i.company_id = x.company_id and i.id = x.item_id
                where x.company_id = l.company_id and x.order_id = l.order_id and x.ordinal = l.ordinal) as invoices
         from books.payment_order_line l
         join books.customer c on c.company_id = l.company_id and c.id = l.customer_id
         left join books.mandate m on m.company_id = l.company_id and m.id = l.mandate_id
        where l.company_id = $1 and l.order_id = $2 order by l.ordinal`,
      [this.tx.companyId, orderId],
    );
  }

  /** Takes open payments of a file back, all or one; their items may stand in another. Returns how many. */
  async cancel(orderId: string, options: { by: string; why?: string; endToEndId?: string }): Promise<number> {
    const { companyId } = this.tx;
    const touched = await this.tx.query<{ ordinal: number }>(
      `update books.payment_order_line set state = 'cancelled', why = $4
        where company_id = $1 and order_id = $2 and state = 'open' and ($3::text is null or end_to_end_id = $3) returning ordinal`,
      [companyId, orderId, options.endToEndId ?? null, options.why ?? null],
    );
    await this.tx.query(
      `update books.payment_order_item set active = false where company_id = $1 and order_id = $2 and ordinal = any ($3)`,
      [companyId, orderId, touched.map(({ ordinal }) => ordinal)],
    );
    if (options.endToEndId === undefined)
      await this.tx.query(
        `update books.payment_order set cancelled_at = clock_timestamp(), cancelled_by = $3
          where company_id = $1 and id = $2 and cancelled_at is null`,
        [companyId, orderId, options.by],
      );
    return touched.length;
  }

  /**
   * Collections that lines of a statement may bring: those with an end-to-end id among the given, and the blocks whose sum
   * is one of the amounts (a bank may book a block as one line).
   */
  async expected(lines: { readonly endToEndIds: readonly string[]; readonly amounts: readonly bigint[] }): Promise<
    {
      readonly block: string | null;
      readonly endToEndId: string;
      readonly day: Day;
      readonly customerName: string;
      readonly amount: bigint;
      readonly invoices: readonly { readonly number: string; readonly amount: string }[];
    }[]
  > {
    return this.tx.query(
      `with open as (
         select l.* from books.payment_order_line l join books.payment_order o on o.company_id = l.company_id and o.id = l.order_id
          where l.company_id = $1 and l.state = 'open' and o.kind = 'collection'),
       block as (
         select order_id, block_id from books.payment_order_line where company_id = $1 and (order_id, block_id) in (select order_id, block_id from open)
          group by order_id, block_id having count(*) > 1 and sum(amount) = any ($3) and bool_and(state = 'open'))
       select b.block_id as block, l.end_to_end_id as "endToEndId", l.day, c.name as "customerName", l.amount,
              (select jsonb_agg(jsonb_build_object('number', i.number, 'amount', x.amount::text) order by i.number)
                 from books.payment_order_item x join books.item i on i.company_id = x.company_id and i.id = x.item_id
                where x.company_id = l.company_id and x.order_id = l.order_id and x.ordinal = l.ordinal) as invoices
         from open l
         join books.customer c on c.company_id = l.company_id and c.id = l.customer_id
         left join block b on b.order_id = l.order_id and b.block_id = l.block_id
        where l.end_to_end_id = any ($2) or b.block_id is not null
        order by l.order_id, l.ordinal`,
      [this.tx.companyId, lines.endToEndIds, lines.amounts.map(String)],
    );
  }
}
