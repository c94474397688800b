import type { BillingEvent } from '@lettrage/domain';
import { billingEventOf, EVENT_COLUMNS, type EventColumns } from '../billing/event-table.js';
import type { CompanyTransaction } from '../company-transaction.js';

/** A group of customers that pay for each other. */
export interface CustomerGroupView {
  readonly code: string;
  readonly name?: string;
  /** By code; `kept`: a person put him in, and imports leave him there. */
  readonly members: readonly { readonly code: string; readonly name: string; readonly kept: boolean }[];
}

/** An event that moved a customer into a group, out of it, or to another. */
export type GroupChange = Extract<BillingEvent, { type: 'customer.grouped' }>;

/** Groups of customers and what persons changed of them. */
export class CustomerGroupQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  /** By code; groups that lost their last member too. */
  async list(code?: string): Promise<CustomerGroupView[]> {
    const rows = await this.tx.query<{
      code: string;
      name: string | null;
      members: CustomerGroupView['members'] | null;
    }>(
      `select g.code, g.name,
              (select json_agg(json_build_object('code', c.code, 'name', c.name, 'kept', c.group_kept) order by c.code)
                 from books.customer c where c.company_id = g.company_id and c.group_code = g.code) as members
         from books.customer_group g where g.company_id = $1 and ($2::text is null or g.code = $2) order by g.code`,
      [this.tx.companyId, code ?? null],
    );
    return rows.map(({ name, members, ...row }) => ({
      ...row,
      ...(name === null ? {} : { name }),
      members: members ?? [],
    }));
  }

  /** Names a group, and makes it known if it is not. */
  async name(code: string, name: string): Promise<void> {
    await this.tx.execute(
      `insert into books.customer_group (company_id, code, name) values ($1, $2, $3)
       on conflict (company_id, code) do update set name = excluded.name`,
      [this.tx.companyId, code, name],
    );
  }

  /** What persons changed, latest first, with the events that took it back. */
  async changes(limit: number): Promise<{ change: GroupChange; undoneBy?: string }[]> {
    const rows = await this.tx.query<EventColumns & { undone: string | null }>(
      `select ${EVENT_COLUMNS}, (select u.id from books.event u where u.company_id = e.company_id and u.type = e.type and u.reverses = e.id limit 1) as undone
         from books.event e where e.company_id = $1 and e.type = 'customer.grouped' order by e.position desc limit $2`,
      [this.tx.companyId, limit],
    );
    return rows.map(({ undone, ...row }) => ({
      change: billingEventOf(row) as GroupChange,
      ...(undone === null ? {} : { undoneBy: undone }),
    }));
  }
}
