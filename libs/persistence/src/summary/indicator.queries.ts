import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** What is open on a day of one lateness and expected in the same weeks; minor units. */
export interface OpenGroup {
  /** 0: not due; 1: 1–30 days late, 2: 31–60, 3: 61–90, 4: more. */
  readonly band: number;
  readonly disputed: boolean;
  /** Credit notes, whose amount is negative. */
  readonly isCredit: boolean;
  /** Week it is due in, from 0: the seven days after the day; what is late is in the first. */
  readonly dueWeek: number;
  /** Week it is expected in by the habits of who pays. */
  readonly likelyWeek: number;
  readonly count: number;
  readonly amount: bigint;
}

/** Sales of a month or what is left of it, with tax, credit notes taken off. */
export interface MonthSales {
  /** First day of the month. */
  readonly month: Day;
  readonly amount: bigint;
}

/** What a look-up costs the planner where the books lie in memory; 4 where a whole table is read instead sooner. */
const LOOK_UP = 1.1;
/** Items that were known on the day ($2), in the currency of the books ($3). */
const OWED = `i.currency = $3 and i.issue_date <= $2 and not i.history`;
/** Whose money waited on account on the day. */
const CREDIT = `p.day <= $2 and p.currency = $3 and p.customer_id is not null and not p.withdrawn and not p.history`;
/** Credit on account on the day: what is unused now, and what was used only afterwards. */
const ON_ACCOUNT = /* sql */ `(
  (select coalesce(sum(p.amount - p.allocated), 0) from books.payment p where p.company_id = $1 and p.allocated <> p.amount and ${CREDIT})
  + (select coalesce(sum(u.amount), 0) from (
       select payment_id, amount from books.allocation where company_id = $1 and day > $2
       union all select payment_id, amount from books.payment_use where company_id = $1 and day > $2) u
     join books.payment p on p.company_id = $1 and p.id = u.payment_id where ${CREDIT}))`;

/**
 * Figures of what customers owed on a day. Everything is derived from rows that never change (items by issue day,
 * allocations by their day), so the figures of a past day are those it had. In the currency of the books alone.
 */
export class IndicatorQueries {
  constructor(
    private readonly tx: CompanyTransaction,
    private readonly currency: string,
  ) {}

  /**
   * Figures of whole books: tables of a hundred thousand rows are put side by side in memory, not on disk, and rows are
   * looked up where an index leads to them, since books that are used lie in memory. Call it first.
   */
  async prepare(): Promise<void> {
    await this.tx.execute(`set local work_mem = '64MB'`);
    await this.tx.execute(`set local random_page_cost = ${LOOK_UP}`);
  }

  /**
   * What was open on a day (what is open now, and what was settled only afterwards), put together by how late it is and
   * when it is expected: on its due date, and as many days after it as its customer is used to (`usual` for one without
   * history); the last of `weeks` holds all later ones. Call {@link delays} before.
   */
  openOn(day: Day, usual: number, weeks: number): Promise<OpenGroup[]> {
    return this.tx.query<OpenGroup>(
      `with later as (
         select item_id, sum(coalesce(settled, amount) + adjustment)::bigint as settled from books.allocation
          where company_id = $1 and day > $2 group by item_id),
       open_on as (
         select i.customer_id, i.due_date - $2::date as due, i.disputed, i.total - i.settled + coalesce(l.settled, 0) as open
           from books.item i left join later l on l.item_id = i.id
          where i.company_id = $1 and i.settled <> i.total and ${OWED}
         union all
         select i.customer_id, i.due_date - $2::date, i.disputed, l.settled
           from later l join books.item i on i.company_id = $1 and i.id = l.item_id
          where i.settled = i.total and ${OWED})
       select case when due >= 0 then 0 when due >= -30 then 1 when due >= -60 then 2 when due >= -90 then 3 else 4 end as band,
              o.disputed, o.open < 0 as "isCredit", least((greatest(o.due, 1) - 1) / 7, $5) as "dueWeek",
              least((greatest(o.due + coalesce(h.days, $4), 1) - 1) / 7, $5) as "likelyWeek",
              count(*)::integer as count, sum(o.open)::bigint as amount
         from open_on o left join habits h on h.customer_id = o.customer_id
        where o.open <> 0 group by 1, 2, 3, 4, 5`,
      [this.tx.companyId, day, this.currency, usual, weeks],
    );
  }

  /** All that was owed on a day less credit: the sum alone, which needs no look at each item. */
  async owed(day: Day): Promise<bigint> {
    const rows = await this.tx.query<{ owed: bigint }>(
      `select ((select coalesce(sum(i.total - i.settled), 0) from books.item i where i.company_id = $1 and i.settled <> i.total and ${OWED})
               + (select coalesce(sum(coalesce(a.settled, a.amount) + a.adjustment), 0)
                    from books.allocation a join books.item i on i.company_id = $1 and i.id = a.item_id
                   where a.company_id = $1 and a.day > $2 and ${OWED})
               - ${ON_ACCOUNT})::bigint as owed`,
      [this.tx.companyId, day, this.currency],
    );
    return rows[0]!.owed;
  }

  /** Credit on account on the day. */
  async onAccount(day: Day): Promise<bigint> {
    const rows = await this.tx.query<{ sum: bigint }>(`select ${ON_ACCOUNT}::bigint as sum`, [
      this.tx.companyId,
      day,
      this.currency,
    ]);
    return rows[0]!.sum;
  }

  /** Sales with tax of the days after `after` up to `through`. */
  async sales(after: Day, through: Day): Promise<bigint> {
    const rows = await this.tx.query<{ sum: bigint }>(
      `select coalesce(sum(total), 0)::bigint as sum from books.item
        where company_id = $1 and issue_date > $2 and issue_date <= $3 and currency = $4`,
      [this.tx.companyId, after, through, this.currency],
    );
    return rows[0]!.sum;
  }

  /** Sales by month, latest first, the first one up to the day only. */
  monthlySales(day: Day, months: number): Promise<MonthSales[]> {
    return this.tx.query<MonthSales>(
      `select m.month::date as month, coalesce(s.amount, 0)::bigint as amount
         from generate_series(date_trunc('month', $2::date), date_trunc('month', $2::date) - make_interval(months => $3 - 1), interval '-1 month') m (month)
         left join (
           select date_trunc('month', d.issue_date) as month, sum(d.total) as amount from (
             select issue_date, sum(total) as total from books.item
              where company_id = $1 and issue_date <= $2 and issue_date >= (date_trunc('month', $2::date) - make_interval(months => $3 - 1))::date and currency = $4
              group by issue_date) d group by 1) s on s.month = m.month order by 1 desc`,
      [this.tx.companyId, day, months, this.currency],
    );
  }

  /**
   * Σ cash × days after the due day, and Σ cash, of what was paid in the year up to the day and not taken back by then.
   * Written to `habits` by customer as well, which {@link openOn} reads. A year's payments are so many that whole tables
   * are put side by side, which several processes share, before each item is looked up.
   */
  async delays(day: Day): Promise<{ weighted: bigint; paid: bigint }> {
    await this.tx.execute('drop table if exists habits');
    await this.tx.execute('set local random_page_cost = 4');
    await this.tx.execute(
      `create temporary table habits on commit drop as
       select customer_id, weighted, paid, round(weighted / nullif(paid, 0))::integer as days from (
       select i.customer_id, sum(coalesce(a.settled, a.amount) * (a.day - i.due_date)) as weighted, sum(coalesce(a.settled, a.amount))::bigint as paid
         from books.allocation a
         join books.item i on i.company_id = $1 and i.id = a.item_id
        where a.company_id = $1 and a.day > $2::date - 365 and a.day <= $2 and a.amount > 0 and a.undoes is null and i.currency = $3 and i.kind <> 'credit-note'
          and a.payment_id not in (select id from books.payment where company_id = $1 and kind in ('opening', 'netting'))
          and a.id not in (select undoes from books.allocation where company_id = $1 and undoes is not null and day <= $2)
        group by i.customer_id) h`,
      [this.tx.companyId, day, this.currency],
    );
    await this.tx.execute(`set local random_page_cost = ${LOOK_UP}`);
    const rows = await this.tx.query<{ weighted: string; paid: bigint }>(
      `select coalesce(sum(weighted), 0)::text as weighted, coalesce(sum(paid), 0)::bigint as paid from habits`,
    );
    return { weighted: BigInt(rows[0]!.weighted), paid: rows[0]!.paid };
  }
}
