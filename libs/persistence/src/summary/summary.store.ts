import { formatMinor, type Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/**
 * Where a company stands. Amounts are decimal strings in its currency, lines and items of other currencies are counted
 * only; `received` holds credits alone, the other sums both directions without sign.
 */
export interface CompanySummary {
  readonly currency: string;
  readonly lines: {
    readonly read: number;
    /** Entered without a person. */
    readonly automatic: number;
    /** Entered by a person. */
    readonly byPerson: number;
    readonly setAside: number;
    readonly proposed: number;
    readonly left: number;
    readonly held: number;
    readonly history: number;
  };
  readonly amounts: {
    readonly received: string;
    readonly matched: string;
    readonly proposed: string;
    readonly left: string;
  };
  readonly openItems: { readonly count: number; readonly amount: string; readonly overdue: string };
  readonly onAccount: string;
  readonly entries: number;
  readonly deliveries: Readonly<Record<string, number>>;
  readonly tasks: number;
}

/** Reads the summary in four queries, whatever the size of the company. */
export class SummaryStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** @param today the day from which what was due before is overdue */
  async read(today: Day): Promise<CompanySummary> {
    const { companyId } = this.tx;
    const [company] = await this.tx.query<{ currency: string }>(
      `select currency from books.company where company_id = $1`,
      [companyId],
    );
    const currency = company?.currency ?? 'EUR';
    const lines = await this.tx.query<{ what: string; count: number; amount: bigint; received: bigint }>(
      `select case when t.state = 'matched' and d.decided_by <> 'engine' then 'byPerson' when t.state = 'matched' then 'automatic'
                   when t.state = 'set-aside' then 'setAside' when t.state = 'proposed' then 'proposed' when t.state = 'new' then 'left'
                   else t.state end as what,
              count(*)::integer as count, coalesce(sum(abs(t.amount)) filter (where t.currency = $2), 0)::bigint as amount,
              coalesce(sum(t.amount) filter (where t.amount > 0 and t.currency = $2 and t.state <> 'held'), 0)::bigint as received
         from books.bank_transaction t
         left join books.decision d on d.company_id = t.company_id and d.transaction_id = t.id and d.state = 'applied'
        where t.company_id = $1 group by 1`,
      [companyId, currency],
    );
    const [items] = await this.tx.query<{ count: number; amount: bigint; overdue: bigint }>(
      `select count(*)::integer as count, coalesce(sum(total - settled), 0)::bigint as amount,
              coalesce(sum(total - settled) filter (where due_date < $3 and total > 0), 0)::bigint as overdue
         from books.item where company_id = $1 and settled <> total and not cancelled and currency = $2`,
      [companyId, currency, today],
    );
    const [others] = await this.tx.query<{
      onAccount: bigint;
      entries: number;
      tasks: number;
      deliveries: Record<string, number>;
    }>(
      `select (select coalesce(sum(amount - allocated), 0)::bigint from books.payment where company_id = $1 and customer_id is not null and not withdrawn and not history and currency = $2) as "onAccount",
              (select count(*)::integer from books.journal_entry where company_id = $1) as entries,
              (select count(*)::integer from books.task where company_id = $1 and state = 'open') as tasks,
              (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, count(*) as n from books.delivery where company_id = $1 group by state) x) as deliveries`,
      [companyId, currency],
    );
    return compose(currency, lines, items!, others!);
  }
}

function compose(
  currency: string,
  rows: readonly { what: string; count: number; amount: bigint; received: bigint }[],
  items: { count: number; amount: bigint; overdue: bigint },
  others: { onAccount: bigint; entries: number; tasks: number; deliveries: Record<string, number> },
): CompanySummary {
  const by = new Map(rows.map((row) => [row.what, row]));
  const count = (what: string): number => by.get(what)?.count ?? 0;
  const amount = (...whats: string[]): string =>
    formatMinor(
      whats.reduce((sum, what) => sum + (by.get(what)?.amount ?? 0n), 0n),
      currency,
    );
  return {
    currency,
    lines: {
      read: rows.reduce((sum, row) => sum + row.count, 0),
      automatic: count('automatic'),
      byPerson: count('byPerson'),
      setAside: count('setAside'),
      proposed: count('proposed'),
      left: count('left'),
      held: count('held'),
      history: count('history'),
    },
    amounts: {
      received: formatMinor(
        rows.reduce((sum, row) => sum + row.received, 0n),
        currency,
      ),
      matched: amount('automatic', 'byPerson'),
      proposed: amount('proposed'),
      left: amount('left'),
    },
    openItems: {
      count: items.count,
      amount: formatMinor(items.amount, currency),
      overdue: formatMinor(items.overdue, currency),
    },
    onAccount: formatMinor(others.onAccount, currency),
    entries: others.entries,
    deliveries: others.deliveries,
    tasks: others.tasks,
  };
}
