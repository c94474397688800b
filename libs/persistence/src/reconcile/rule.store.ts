import type { Category, Day, TransactionLine } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { LINE_COLUMNS, withLine, type LineColumns } from '../statements/stored-line.js';
import { newId } from '../new-id.js';
import { orExists } from '../setup/setup-error.js';

/** A company's own rule: a pattern, and who pays or what the line is. */
export interface OwnRuleRow {
  readonly id: string;
  readonly name: string;
  readonly pattern: string;
  readonly customerId?: string;
  readonly customerCode?: string;
  readonly category?: Category;
  readonly account?: string;
  /** Tax inside the amount, on an account of its own. */
  readonly vat?: { readonly rate: string; readonly account: string };
  /** Several accounts instead: an amount, a percentage or the rest of a line each, with the tax inside. */
  readonly split?: readonly {
    readonly account: string;
    readonly amount?: string;
    readonly percent?: string;
    readonly rest?: boolean;
    readonly vat?: { readonly rate: string; readonly account: string };
  }[];
  /** Confirmations without a contradiction before anything is posted on it. */
  readonly needed: number;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** What was said of a subject; `since`: confirmations after the last contradiction. */
export interface Judged {
  readonly confirmed: number;
  readonly otherwise: number;
  readonly undone: number;
  readonly since: number;
}

/** A line of the past with what was decided of it. */
export interface DecidedLine {
  readonly id: string;
  readonly bookingDate: Day;
  readonly amount: bigint;
  readonly currency: string;
  readonly line: TransactionLine;
  readonly state: 'new' | 'proposed' | 'matched' | 'set-aside' | 'held' | 'history';
  readonly customerId?: string;
  readonly category?: Category;
}

/** The company's own rules and what decisions say of them. */
export class RuleStore {
  constructor(private readonly tx: CompanyTransaction) {}

  async add(rule: Omit<OwnRuleRow, 'id' | 'createdAt' | 'customerCode'>): Promise<string> {
    const id = newId();
    const insert = this.tx.query(
      `insert into books.own_rule (company_id, id, name, pattern, customer_id, category, account, vat, split, needed, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        this.tx.companyId,
        id,
        rule.name,
        rule.pattern,
        rule.customerId ?? null,
        rule.category ?? null,
        rule.account ?? null,
        rule.vat === undefined ? null : JSON.stringify(rule.vat),
        rule.split === undefined ? null : JSON.stringify(rule.split),
        rule.needed,
        rule.createdBy,
      ],
    );
    await orExists('name', `There is a rule called "${rule.name}" already.`, insert);
    return id;
  }

  async list(): Promise<OwnRuleRow[]> {
    const rows = await this.tx.query<{ [Name in keyof OwnRuleRow]: OwnRuleRow[Name] | null }>(
      `select r.id, r.name, r.pattern, r.customer_id as "customerId", c.code as "customerCode", r.category, r.account, r.vat, r.split,
              r.needed, r.created_at as "createdAt", r.created_by as "createdBy"
         from books.own_rule r
         left join books.customer c on c.company_id = r.company_id and c.id = r.customer_id
        where r.company_id = $1 and r.removed_at is null order by r.created_at, r.id`,
      [this.tx.companyId],
    );
    return rows.map(
      (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as OwnRuleRow,
    );
  }

  /** The rule stays for the decisions it spoke in; it is asked no more. Returns false where there is none. */
  async remove(id: string): Promise<boolean> {
    const removed = await this.tx.execute(
      `update books.own_rule set removed_at = clock_timestamp() where company_id = $1 and id = $2 and removed_at is null`,
      [this.tx.companyId, id],
    );
    return removed > 0;
  }

  /** What decisions say of each subject of a kind; a decision that was taken back no longer confirms. */
  async judged(kind: 'class' | 'rule'): Promise<Map<string, Judged>> {
    const rows = await this.tx.query<Judged & { subject: string }>(
      `with said as (
         select v.subject, v.verdict, v.at from books.verdict v
           join books.decision d on d.company_id = v.company_id and d.id = v.decision_id
          where v.company_id = $1 and v.kind = $2 and (v.verdict = 'undone' or d.state <> 'undone')),
       against as (select subject, max(at) as at from said where verdict <> 'confirmed' group by subject)
       select s.subject, count(*) filter (where verdict = 'confirmed')::int as confirmed,
              count(*) filter (where verdict = 'otherwise')::int as otherwise,
              count(*) filter (where verdict = 'undone')::int as undone,
              count(*) filter (where verdict = 'confirmed' and s.at > coalesce(a.at, '-infinity'))::int as since
         from said s left join against a on a.subject = s.subject group by s.subject`,
      [this.tx.companyId, kind],
    );
    return new Map(rows.map(({ subject, ...judged }) => [subject, judged]));
  }

  /** Booked lines from a day on, newest first, with what they were decided to be: what a rule is tried on. */
  async decidedLines(from: Day, limit: number): Promise<DecidedLine[]> {
    const rows = await this.tx.query<
      Omit<DecidedLine, 'line'> & LineColumns & { customerId: string | null; category: Category | null }
    >(
      `select t.id, ${LINE_COLUMNS}, t.state,
              p.customer_id as "customerId", case when t.state = 'set-aside' then d.category end as category
         from books.bank_transaction t
         left join books.payment p on p.company_id = t.company_id and p.transaction_id = t.id and not p.withdrawn
         left join books.decision d on d.company_id = t.company_id and d.transaction_id = t.id and d.state = 'applied'
        where t.company_id = $1 and t.booking_date >= $2 and t.status = 'booked'
        order by t.booking_date desc, t.id desc limit $3`,
      [this.tx.companyId, from, limit],
    );
    return rows.map(({ customerId, category, ...row }) => ({
      ...withLine(row),
      ...(customerId === null ? {} : { customerId }),
      ...(category === null ? {} : { category }),
    }));
  }
}
