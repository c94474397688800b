import { formatMinor, type Category } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** Which waiting lines: of a class of rules, of a customer, of a category. */
export interface QueueFilter {
  readonly ruleClass?: string;
  readonly customerId?: string;
  readonly category?: Category;
}

/** Proven proposals of one class, customer or category that wait. */
export interface QueueGroup {
  readonly ruleClass: string;
  readonly category?: Category;
  readonly currency: string;
  readonly count: number;
  /** Sum of the lines, without their signs. */
  readonly amount: string;
}

const PROVEN = `d.company_id = $1 and d.state = 'proposed' and d.proven`;
const IN_GROUP = `${PROVEN} and d.rule_class = $2 and ($3::uuid is null or d.customer_id = $3)
  and ($4::text is null or d.category = $4)`;

/** The queue of lines that wait for a person. */
export class ReviewQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Id of the oldest waiting line after the one given. */
  async next(filter: QueueFilter & { readonly after?: string }): Promise<string | undefined> {
    const grouped = filter.ruleClass !== undefined || filter.customerId !== undefined;
    const [row] = await this.tx.query<{ id: string }>(
      `select t.id from books.bank_transaction t
        where t.company_id = $1 and t.state in ('new', 'proposed')
          and ($2::uuid is null or (t.booking_date, t.id) > (select a.booking_date, a.id from books.bank_transaction a where a.company_id = $1 and a.id = $2))
          and (not $3::boolean or exists (select 1 from books.decision d where d.company_id = $1 and d.transaction_id = t.id and d.state = 'proposed'
                 and ($4::text is null or d.rule_class = $4) and ($5::uuid is null or d.customer_id = $5)))
        order by t.booking_date, t.id limit 1`,
      [this.tx.companyId, filter.after ?? null, grouped, filter.ruleClass ?? null, filter.customerId ?? null],
    );
    return row?.id;
  }

  async waiting(): Promise<number> {
    const [row] = await this.tx.query<{ n: number }>(
      `select count(*)::int as n from books.bank_transaction where company_id = $1 and state in ('new', 'proposed')`,
      [this.tx.companyId],
    );
    return row!.n;
  }

  async groups(): Promise<QueueGroup[]> {
    const rows = await this.tx.query<{
      ruleClass: string;
      category: Category | null;
      currency: string;
      count: number;
      amount: bigint;
    }>(
      `select d.rule_class as "ruleClass", d.category, t.currency, count(*)::int as count,
              sum(abs(t.amount))::bigint as amount
         from books.decision d
         join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
        where ${PROVEN} and d.rule_class is not null group by 1, 2, 3 order by count(*) desc, 1, 2, 3`,
      [this.tx.companyId],
    );
    return rows.map(({ category, amount, ...row }) => ({
      ...row,
      ...(category === null ? {} : { category }),
      amount: formatMinor(amount, row.currency),
    }));
  }

  /** Lines of a group, the oldest first. */
  async inGroup(group: QueueFilter & { readonly ruleClass: string }, limit: number): Promise<string[]> {
    const rows = await this.tx.query<{ id: string }>(
      `select t.id from books.decision d
         join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
        where ${IN_GROUP} order by t.booking_date, t.id limit $5`,
      [...this.group(group), limit],
    );
    return rows.map(({ id }) => id);
  }

  async countInGroup(group: QueueFilter & { readonly ruleClass: string }): Promise<number> {
    const [row] = await this.tx.query<{ n: number }>(
      `select count(*)::int as n from books.decision d where ${IN_GROUP}`,
      this.group(group),
    );
    return row!.n;
  }

  private group({ ruleClass, customerId, category }: QueueFilter): unknown[] {
    return [this.tx.companyId, ruleClass, customerId ?? null, category ?? null];
  }
}
