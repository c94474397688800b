import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import type { BankAccount } from '../setup/bank-account.store.js';

/** A bank line and what of it the books hold on the bank's account by a day; minor units. */
export interface BankLineInBooks {
  readonly id: string;
  readonly ref: string;
  readonly day: Day;
  readonly label: string;
  readonly amount: bigint;
  readonly booked: bigint;
  readonly state: 'new' | 'proposed' | 'matched' | 'set-aside' | 'held' | 'history';
  /** First day it is booked on, where that is later. */
  readonly bookedOn: Day | null;
}

/** A line of the books. */
export interface BookLine {
  readonly day: Day;
  readonly piece: string;
  readonly label: string;
  readonly amount: bigint;
}

/** A bank line, or a group of lines of an entry, that lies on the suspense account. */
export interface SuspenseLine extends BookLine {
  readonly ref: string | null;
  readonly state: string | null;
}

/** What a statement of an account said last. */
export interface ClosingBalance {
  readonly day: Day;
  readonly amount: bigint;
}

/** A line's amount in a currency of the account: its own where it has one, debit less credit otherwise. */
const inCurrency = (parameter: string): string =>
  `(case when l.foreign_currency = ${parameter} then sign(l.debit - l.credit)::bigint * l.foreign_amount else l.debit - l.credit end)`;

/** What bank and books each say of one bank account, by a day. */
export class BankReconciliationQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Σ of the account's lines, from the cut-over day on, and of those the bank has booked by `to`. */
  async movement(account: BankAccount, to: Day): Promise<{ count: number; sum: bigint }> {
    const rows = await this.tx.query<{ count: number; sum: bigint }>(
      `select count(*)::integer as count, coalesce(sum(amount), 0)::bigint as sum from books.bank_transaction
        where company_id = $1 and account_id = $2 and booking_date <= $3 and status = 'booked' and state not in ('history', 'held')`,
      [this.tx.companyId, account.id, to],
    );
    return rows[0]!;
  }

  /** Closing balance of the last statement that has one. */
  async closing(account: BankAccount, to: Day): Promise<ClosingBalance | undefined> {
    const rows = await this.tx.query<ClosingBalance>(
      `select coalesce(closing_day, to_day) as day, closing as amount from books.statement
        where company_id = $1 and account_id = $2 and closing is not null and coalesce(closing_day, to_day) <= $3
        order by coalesce(closing_day, to_day) desc, id desc limit 1`,
      [this.tx.companyId, account.id, to],
    );
    return rows[0];
  }

  /** Σ of the books on the bank's ledger account by `to`, less what comes of other bank accounts that share it. */
  async booked(account: BankAccount, to: Day): Promise<bigint> {
    const rows = await this.tx.query<{ sum: bigint }>(
      `select coalesce(sum(${inCurrency('$5')}), 0)::bigint as sum from books.entry_line l
         join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
        where l.company_id = $1 and l.account = $3 and e.day <= $4 and not exists (
          select 1 from books.bank_transaction t where t.company_id = l.company_id and t.id = l.transaction_id and t.account_id <> $2)`,
      [this.tx.companyId, account.id, account.ledgerAccount, to, account.currency],
    );
    return rows[0]!.sum;
  }

  /** Bank lines whose amount is not what the books hold of them on the bank's account. */
  async notInBooks(account: BankAccount, to: Day): Promise<BankLineInBooks[]> {
    return this.tx.query<BankLineInBooks>(
      `select t.id, t.ref, t.booking_date as day, left(concat_ws(' ', t.counterparty_name, t.remittance), 120) as label, t.amount, t.state,
              b.booked, b.later as "bookedOn"
         from books.bank_transaction t
         cross join lateral (
           select coalesce(sum(${inCurrency('$5')}) filter (where e.day <= $4), 0)::bigint as booked, min(e.day) filter (where e.day > $4) as later
             from books.entry_line l join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
            where l.company_id = t.company_id and l.transaction_id = t.id and l.account = $3) b
        where t.company_id = $1 and t.account_id = $2 and t.booking_date <= $4 and t.status = 'booked' and t.state not in ('history', 'held') and b.booked <> t.amount
        order by t.booking_date, t.id`,
      [this.tx.companyId, account.id, account.ledgerAccount, to, account.currency],
    );
  }

  /** Lines of the books on the bank's account that no bank line of before `to` stands behind. */
  async notAtBank(account: BankAccount, to: Day): Promise<BookLine[]> {
    return this.tx.query<BookLine>(
      `select e.day, e.piece, coalesce(l.label, e.label) as label, ${inCurrency('$5')} as amount
         from books.entry_line l
         join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
         left join books.bank_transaction t on t.company_id = l.company_id and t.id = l.transaction_id
        where l.company_id = $1 and l.account = $3 and e.day <= $4
          and (t.id is null or (t.account_id = $2 and (t.booking_date > $4 or t.status <> 'booked' or t.state = 'history')))
        order by e.day, e.event_position, e.ordinal, l.ordinal`,
      [this.tx.companyId, account.id, account.ledgerAccount, to, account.currency],
    );
  }

  /**
   * The suspense account line by line: what of each bank line (or, without one, of each entry) is still there. With
   * `account`, only what came of that bank account or of none.
   */
  async suspense(ledgerAccount: string, account: BankAccount, to: Day): Promise<SuspenseLine[]> {
    return this.tx.query<SuspenseLine>(
      `with moved as (
         select l.company_id, coalesce(l.transaction_id, p.transaction_id) as transaction_id, l.payment_id, l.entry_id, l.debit - l.credit as amount
           from books.entry_line l
           join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
           left join books.payment p on p.company_id = l.company_id and p.id = l.payment_id
          where l.company_id = $1 and l.account = $2 and e.day <= $4)
       select coalesce(t.booking_date, e.day) as day, coalesce(t.bank_reference, t.ref, e.piece) as piece,
              coalesce(nullif(left(concat_ws(' ', t.counterparty_name, t.remittance), 120), ''), e.label) as label, m.amount, t.ref, t.state
         from (select company_id, transaction_id, coalesce(transaction_id, entry_id) as key, (array_agg(entry_id order by entry_id))[1] as entry_id, sum(amount)::bigint as amount
                 from moved group by company_id, transaction_id, key having sum(amount) <> 0) m
         join books.journal_entry e on e.company_id = m.company_id and e.id = m.entry_id
         left join books.bank_transaction t on t.company_id = m.company_id and t.id = m.transaction_id
        where t.id is null or t.account_id = $3 order by 1, 2`,
      [this.tx.companyId, ledgerAccount, account.id, to],
    );
  }
}
