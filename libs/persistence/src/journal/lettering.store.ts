import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';
import type { StoredLine } from './journal.store.js';

/** Lettering groups of a company: which lines carry which code, and which codes were ever used. */
export class LetteringStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /**
   * The lines of every group that touches one of these items or payments: all customer lines connected to them,
   * however many steps away, with the live code they carry.
   */
  async connectedLines(itemIds: readonly string[], paymentIds: readonly string[]): Promise<StoredLine[]> {
    return this.tx.query<StoredLine>(
      `with recursive reached (kind, id) as (
         select 'item', unnest($2::uuid[]) union select 'payment', unnest($3::uuid[])
         union
         select case r.kind when 'item' then 'payment' else 'item' end,
                case r.kind when 'item' then a.payment_id else a.item_id end
           from reached r
           join books.allocation a on a.company_id = $1
            and ((r.kind = 'item' and a.item_id = r.id) or (r.kind = 'payment' and a.payment_id = r.id))
            and not exists (select 1 from books.allocation u where u.company_id = $1 and u.undoes = a.id)
            and a.undoes is null
       )
       select l.entry_id as "entryId", l.ordinal, l.account, l.auxiliary, e.day, l.debit - l.credit as balance,
              l.item_id as "itemId", l.payment_id as "paymentId", g.id as "letteringId"
         from books.entry_line l
         join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
         left join lateral (
           select x.id from books.lettering_line k
             join books.lettering x on x.company_id = k.company_id and x.id = k.lettering_id and x.lifted_position is null
            where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal limit 1) g on true
        where l.company_id = $1 and l.auxiliary is not null
          and (l.item_id in (select id from reached where kind = 'item')
               or l.payment_id in (select id from reached where kind = 'payment'))
        order by e.day, l.entry_id, l.ordinal`,
      [this.tx.companyId, itemIds, paymentIds],
    );
  }

  /** The last code used in (account, auxiliary, financial year), lifted ones included: codes are never used again. */
  async lastCode(account: string, auxiliary: string, fiscalYearEnd: Day): Promise<string | undefined> {
    const rows = await this.tx.query<{ code: string }>(
      `select code from books.lettering where company_id = $1 and account = $2 and auxiliary = $3 and fiscal_year_end = $4
        order by length(code) desc, code collate "C" desc limit 1`,
      [this.tx.companyId, account, auxiliary, fiscalYearEnd],
    );
    return rows[0]?.code;
  }

  /** Gives a group its code. */
  async letter(group: {
    account: string; auxiliary: string; fiscalYearEnd: Day; code: string; day: Day; eventPosition: number;
    lines: readonly { entryId: string; ordinal: number }[];
  }): Promise<void> {
    const id = newId();
    await this.tx.query(
      `insert into books.lettering (company_id, id, account, auxiliary, fiscal_year_end, code, day, event_position)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [this.tx.companyId, id, group.account, group.auxiliary, group.fiscalYearEnd, group.code, group.day, group.eventPosition],
    );
    await this.tx.query(
      `insert into books.lettering_line (company_id, lettering_id, entry_id, ordinal)
       select $1, $2, * from unnest($3::uuid[], $4::integer[])`,
      [this.tx.companyId, id, group.lines.map((line) => line.entryId), group.lines.map((line) => line.ordinal)],
    );
  }

  /** Lifts groups: their history stays, their codes are not used again. */
  async lift(letteringIds: readonly string[], position: number, day: Day): Promise<void> {
    if (letteringIds.length === 0) return;
    await this.tx.query(
      `update books.lettering set lifted_position = $3, lifted_day = $4 where company_id = $1 and id = any ($2) and lifted_position is null`,
      [this.tx.companyId, letteringIds, position, day],
    );
  }
}
