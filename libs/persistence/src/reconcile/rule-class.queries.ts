import type { CompanyTransaction } from '../company-transaction.js';

/** What happened in a class of rules. */
export interface RuleClassCount {
  readonly class: string;
  /** Proven proposals that wait for a person. */
  readonly waiting: number;
  /** Posted without a person, and standing. */
  readonly posted: number;
}

/** How a class was switched, and by whom. */
export interface RuleClassState {
  readonly class: string;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly reason?: string;
}

/** What the switch of each class is judged by. */
export class RuleClassQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  async counts(): Promise<RuleClassCount[]> {
    return this.tx.query<RuleClassCount>(
      `select rule_class as class, count(*) filter (where state = 'proposed')::int as waiting,
              count(*) filter (where state = 'applied')::int as posted
         from (select rule_class, state from books.decision where company_id = $1 and state = 'proposed' and proven
               union all
               select rule_class, state from books.decision where company_id = $1 and state = 'applied' and decided_by = 'engine') d
        where rule_class is not null group by rule_class`,
      [this.tx.companyId],
    );
  }

  async states(): Promise<RuleClassState[]> {
    const rows = await this.tx.query<Omit<RuleClassState, 'reason'> & { reason: string | null }>(
      `select class, changed_at as "changedAt", changed_by as "changedBy", reason from books.rule_class where company_id = $1`,
      [this.tx.companyId],
    );
    return rows.map(({ reason, ...row }) => ({ ...row, ...(reason === null ? {} : { reason }) }));
  }

  /** A company that goes back to proposing, or starts posting, says it of every class at once; what an undo switched off stays off. */
  async follow(posting: 'propose' | 'auto'): Promise<void> {
    if (posting === 'auto') return;
    await this.tx.execute('delete from books.rule_class where company_id = $1 and automatic', [this.tx.companyId]);
  }
}
