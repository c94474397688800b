import type { Day, TransactionLine } from '@lettrage/domain';
import { numberKeys } from '@lettrage/reconciliation';
import type { CompanyTransaction } from '../company-transaction.js';
import { LINE_COLUMNS, withLine, type LineColumns } from '../statements/stored-line.js';

/** A bank line that waits for a decision. */
export interface LineToDecide {
  readonly id: string;
  readonly bookingDate: Day;
  /** Minor units, signed. */
  readonly amount: bigint;
  readonly currency: string;
  /** The line as its reader handed it over. */
  readonly line: TransactionLine;
}

/** A recorded payment a line may be, with what the payment settled. */
export interface RecordedCandidate {
  readonly line: LineToDecide;
  readonly paymentId: string;
  readonly customerCode: string;
  /** Lookup keys of the items it settled. */
  readonly settledKeys: readonly string[];
}

/** Booked, not yet decided for good, and not taken back by a person. */
const TO_DECIDE = `t.company_id = $1 and t.state in ('new', 'proposed') and t.status = 'booked' and not t.person_only`;

/** What a run of the matching reads from the books, beside the slice of the book itself. */
export class ReconcileStore {
  constructor(private readonly tx: CompanyTransaction) {}

  async countToDecide(): Promise<number> {
    const rows = await this.tx.query<{ n: bigint }>(
      `select count(*) as n from books.bank_transaction t where ${TO_DECIDE}`,
      [this.tx.companyId],
    );
    return Number(rows[0]!.n);
  }

  /** The next lines by booking day, after the last one seen. */
  async linesToDecide(after: LineToDecide | undefined, limit: number): Promise<LineToDecide[]> {
    const rows = await this.tx.query<LineColumns & { id: string }>(
      `select t.id, ${LINE_COLUMNS} from books.bank_transaction t
        where ${TO_DECIDE} and ($2::date is null or (t.booking_date, t.id) > ($2::date, $3::uuid))
        order by t.booking_date, t.id limit $4`,
      [this.tx.companyId, after?.bookingDate ?? null, after?.id ?? null, limit],
    );
    return rows.map(withLine);
  }

  /** Ids of booked lines up to a day that nobody has decided and that are not in suspense yet, oldest first. */
  async unsuspendedThrough(to: Day, limit: number): Promise<string[]> {
    const rows = await this.tx.query<{ id: string }>(
      `select t.id from books.bank_transaction t
        where t.company_id = $1 and t.state in ('new', 'proposed') and t.status = 'booked' and not t.suspended and t.booking_date <= $2
        order by t.booking_date, t.id limit $3`,
      [this.tx.companyId, to, limit],
    );
    return rows.map((row) => row.id);
  }

  /** The company's own accounts: money between them is a transfer, never a customer's. */
  async ownIbans(): Promise<string[]> {
    const rows = await this.tx.query<{ iban: string }>(
      `select iban from books.bank_account where company_id = $1 and iban is not null order by iban`,
      [this.tx.companyId],
    );
    return rows.map((row) => row.iban);
  }

  async customerIds(codes: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.tx.query<{ code: string; id: string }>(
      `select code, id from books.customer where company_id = $1 and code = any ($2)`,
      [this.tx.companyId, [...new Set(codes)]],
    );
    return new Map(rows.map((row) => [row.code, row.id]));
  }

  /** What still stands of the allocations of earlier bank lines, by "line reference, item number", oldest first. */
  async standingAllocations(refs: readonly string[]): Promise<Map<string, { id: string; amount: bigint }[]>> {
    if (refs.length === 0) return new Map();
    // Step by step from the few lines named: planned as one join on tables without statistics, it walks the whole company.
    const rows = await this.tx.query<{ key: string; id: string; amount: bigint }>(
      `with line as materialized (
         select t.id, t.ref from books.bank_account b cross join lateral (
           select t.id, t.ref from books.bank_transaction t
            where t.company_id = $1 and t.account_id = b.id and t.ref = any ($2)) t
          where b.company_id = $1),
       paid as materialized (
         select l.ref, p.id from line l cross join lateral (
           select p.id from books.payment p where p.company_id = $1 and p.transaction_id = l.id) p),
       made as materialized (
         select p.ref, a.* from paid p cross join lateral (
           select a.id, a.item_id, a.amount from books.allocation a
            where a.company_id = $1 and a.payment_id = p.id and a.undoes is null) a)
       select m.ref || ' ' || i.number as key, m.id, (m.amount + u.taken)::bigint as amount
         from made m
        cross join lateral (select i.number, i.due_date from books.item i where i.company_id = $1 and i.id = m.item_id) i
        -- What was given back, less what of that was taken back again.
        cross join lateral (
          with recursive back (id, amount) as (
            select u.id, u.amount from books.allocation u where u.company_id = $1 and u.undoes = m.id
            union all
            select u.id, u.amount from back b join books.allocation u on u.company_id = $1 and u.undoes = b.id)
          select coalesce(sum(amount), 0) as taken from back) u
        where m.amount + u.taken > 0
        order by i.due_date, m.id`,
      [this.tx.companyId, [...new Set(refs)]],
    );
    const standing = new Map<string, { id: string; amount: bigint }[]>();
    for (const { key, id, amount } of rows) standing.set(key, [...(standing.get(key) ?? []), { id, amount }]);
    return standing;
  }

  /** Payments recorded elsewhere, not yet seen at the bank, of a line's amount and currency and within days of it. */
  async recordedPayments(lines: readonly LineToDecide[]): Promise<RecordedCandidate[]> {
    const rows = await this.tx.query<{
      lineId: string;
      paymentId: string;
      customerCode: string;
      settled: { number: string; total: string }[];
    }>(
      `select x.id as "lineId", p.id as "paymentId", c.code as "customerCode",
              coalesce((select jsonb_agg(distinct jsonb_build_object('number', i.number)) from books.allocation a
                 join books.item i on i.company_id = a.company_id and i.id = a.item_id
                where a.company_id = p.company_id and a.payment_id = p.id), '[]') as settled
         from unnest($2::uuid[], $3::date[], $4::bigint[], $5::text[]) as x (id, day, amount, currency)
         join books.payment p on p.company_id = $1 and p.kind = 'recorded' and p.transaction_id is null and not p.withdrawn
          and p.amount = x.amount and p.currency = x.currency and x.day between p.day - 5 and p.day + 15
         join books.customer c on c.company_id = p.company_id and c.id = p.customer_id`,
      [
        this.tx.companyId,
        lines.map((line) => line.id),
        lines.map((line) => line.bookingDate),
        lines.map((line) => line.amount.toString()),
        lines.map((line) => line.currency),
      ],
    );
    const byId = new Map(lines.map((line) => [line.id, line]));
    return rows.map((row) => ({
      line: byId.get(row.lineId)!,
      paymentId: row.paymentId,
      customerCode: row.customerCode,
      settledKeys: row.settled.flatMap((item) => numberKeys(item.number).filter((key) => /^(num|seq):/.test(key))),
    }));
  }
}
