import { formatMinor, type Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** Which items to list. */
export interface ItemFilter {
  readonly state?: 'open' | 'paid' | 'disputed' | 'overdue';
  readonly kind?: 'invoice' | 'credit-note' | 'deposit';
  /** Customer id. */
  readonly customerId?: string;
  /** Beginning of the number, as typed or in capitals or small letters: each is looked up by the index. */
  readonly number?: string;
  /** Due day and id of the last item seen. */
  readonly after?: readonly [string, string];
  readonly limit: number;
}

/** An item with its customer. Amounts are decimal strings; `open` is total less what was settled. */
export interface ItemView {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly instalment: number;
  readonly customer: { readonly id: string; readonly code: string; readonly name: string };
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  readonly total: string;
  readonly open: string;
  readonly disputed: boolean;
  readonly disputeReason?: string;
  readonly cancelled: boolean;
  readonly hasDocument: boolean;
}

/** One allocation of an item, with the payment and decision behind it. */
export interface ItemAllocationView {
  readonly id: string;
  readonly day: Day;
  readonly amount: string;
  readonly adjustment?: { readonly kind: string; readonly amount: string };
  readonly undoes?: string;
  readonly payment: { readonly id: string; readonly day: Day; readonly transactionId?: string };
  readonly decisionId?: string;
  /** Who decided: `engine`, or a person's name. */
  readonly decidedBy?: string;
}

interface Row {
  id: string;
  number: string;
  kind: string;
  instalment: number;
  customerId: string;
  code: string;
  name: string;
  issueDate: Day;
  dueDate: Day;
  currency: string;
  total: bigint;
  settled: bigint;
  disputed: boolean;
  disputeReason: string | null;
  cancelled: boolean;
  hasDocument: boolean;
}

const SELECT = /* sql */ `
  select i.id, i.number, i.kind, i.instalment, c.id as "customerId", c.code, c.name, i.issue_date as "issueDate", i.due_date as "dueDate",
         i.currency, i.total, i.settled, i.disputed, i.dispute_reason as "disputeReason", i.cancelled, i.document is not null as "hasDocument"
    from books.item i join books.customer c on c.company_id = i.company_id and c.id = i.customer_id`;

/** Open items and their settlement, ordered by due day and id. */
export class ItemQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  async list(filter: ItemFilter): Promise<ItemView[]> {
    const rows = await this.tx.query<Row>(
      `${SELECT}
        where i.company_id = $1
          and case $2::text when 'open' then i.settled <> i.total when 'paid' then i.settled = i.total when 'disputed' then i.disputed
                            when 'overdue' then i.settled <> i.total and i.due_date < current_date else true end
          and ($3::text is null or i.kind = $3) and ($4::uuid is null or i.customer_id = $4)
          and ($5::text is null or starts_with(i.number, $5) or starts_with(i.number, upper($5)) or starts_with(i.number, lower($5)))
          and ($6::date is null or (i.due_date, i.id) > ($6::date, $7::uuid))
        order by i.due_date, i.id limit $8`,
      [
        this.tx.companyId,
        filter.state ?? null,
        filter.kind ?? null,
        filter.customerId ?? null,
        filter.number ?? null,
        filter.after?.[0] ?? null,
        filter.after?.[1] ?? null,
        filter.limit,
      ],
    );
    return rows.map(viewOf);
  }

  async get(id: string): Promise<(ItemView & { allocations: readonly ItemAllocationView[] }) | undefined> {
    const [row] = await this.tx.query<Row>(`${SELECT} where i.company_id = $1 and i.id = $2`, [this.tx.companyId, id]);
    return row && { ...viewOf(row), allocations: await this.allocations(id, row.currency) };
  }

  /** The document of an item issued here, as plain data (EN 16931 model). */
  async document(id: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const [row] = await this.tx.query<{ document: Record<string, unknown> | null }>(
      `select document from books.item where company_id = $1 and id = $2`,
      [this.tx.companyId, id],
    );
    return row?.document ?? undefined;
  }

  private async allocations(itemId: string, currency: string): Promise<ItemAllocationView[]> {
    const rows = await this.tx.query<{
      id: string;
      day: Day;
      amount: bigint;
      kind: string | null;
      adjustment: bigint;
      undoes: string | null;
      paymentId: string;
      paymentDay: Day;
      transactionId: string | null;
      decisionId: string | null;
      decidedBy: string | null;
    }>(
      `select a.id, a.day, a.amount, a.adjustment_kind as kind, a.adjustment, a.undoes, p.id as "paymentId", p.day as "paymentDay",
              p.transaction_id as "transactionId", a.decision_id as "decisionId", d.decided_by as "decidedBy"
         from books.allocation a join books.payment p on p.company_id = a.company_id and p.id = a.payment_id
         left join books.decision d on d.company_id = a.company_id and d.id = a.decision_id
        where a.company_id = $1 and a.item_id = $2 order by a.event_position, a.id`,
      [this.tx.companyId, itemId],
    );
    return rows.map((row) => ({
      id: row.id,
      day: row.day,
      amount: formatMinor(row.amount, currency),
      ...(row.kind ? { adjustment: { kind: row.kind, amount: formatMinor(row.adjustment, currency) } } : {}),
      ...(row.undoes ? { undoes: row.undoes } : {}),
      payment: {
        id: row.paymentId,
        day: row.paymentDay,
        ...(row.transactionId ? { transactionId: row.transactionId } : {}),
      },
      ...(row.decisionId ? { decisionId: row.decisionId } : {}),
      ...(row.decidedBy ? { decidedBy: row.decidedBy } : {}),
    }));
  }
}

function viewOf(row: Row): ItemView {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    instalment: row.instalment,
    customer: { id: row.customerId, code: row.code, name: row.name },
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    currency: row.currency,
    total: formatMinor(row.total, row.currency),
    open: formatMinor(row.total - row.settled, row.currency),
    disputed: row.disputed,
    ...(row.disputeReason ? { disputeReason: row.disputeReason } : {}),
    cancelled: row.cancelled,
    hasDocument: row.hasDocument,
  };
}
