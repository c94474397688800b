import { RULE_CLASSES, type ClassSwitch, type RuleClassRow, type Verdict } from '@lettrage/billing';
import type { CompanyTransaction } from '../company-transaction.js';
import { insertRows } from './insert-rows.js';

/** What may be posted without a person, and what people said of what was. */
export class JudgementTable {
  constructor(private readonly tx: CompanyTransaction) {}

  async insertVerdicts(rows: readonly Verdict[]): Promise<void> {
    await insertRows(
      this.tx,
      'books.verdict',
      [
        ['subject', 'text', (row: Verdict) => row.subject],
        ['decision_id', 'uuid', (row) => row.decisionId],
        ['verdict', 'text', (row) => row.verdict],
      ],
      rows,
      'on conflict do nothing',
    );
  }

  async ruleClasses(): Promise<ClassSwitch[]> {
    const rows = await this.tx.query<{ class: string; automatic: boolean; ceiling: bigint | null }>(
      'select class, automatic, ceiling from books.rule_class where company_id = $1 order by class',
      [this.tx.companyId],
    );
    return rows.flatMap(({ class: name, automatic, ceiling }) => {
      const known = RULE_CLASSES.find((one) => one === name);
      return known === undefined ? [] : [{ class: known, automatic, ...(ceiling === null ? {} : { ceiling }) }];
    });
  }

  async saveRuleClasses(rows: readonly RuleClassRow[]): Promise<void> {
    // By name: two that switch several at once take them in the same order.
    for (const row of [...rows].sort((a, b) => (a.class < b.class ? -1 : 1)))
      await this.tx.execute(
        `insert into books.rule_class (company_id, class, automatic, ceiling, changed_by, reason) values ($1, $2, $3, $4, $5, $6)
         on conflict (company_id, class) do update set automatic = excluded.automatic, ceiling = excluded.ceiling,
           changed_by = excluded.changed_by, reason = excluded.reason, changed_at = clock_timestamp()`,
        [this.tx.companyId, row.class, row.automatic, row.ceiling?.toString() ?? null, row.by, row.reason ?? null],
      );
  }
}
