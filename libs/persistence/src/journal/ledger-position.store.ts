import {
  InMemoryLedger,
  type CustomerPosition,
  type ItemPosition,
  type LedgerChanges,
  type LookupKeys,
  type PaymentPosition,
  type TransactionPosition,
} from '@lettrage/ledger';
import type { CompanyTransaction } from '../company-transaction.js';

/** What the ledger has to remember between events, kept in tables and loaded for a page of events at once. */
export class LedgerPositionStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Loads the positions a page of events will ask for. */
  async load(keys: LookupKeys): Promise<InMemoryLedger> {
    const rows = await this.tx.query<{ kind: 'item' | 'payment' | 'transaction' | 'customer'; data: unknown }>(
      `select p.kind, p.data from (
         select 'item' as kind, unnest($2::uuid[]) as id union all select 'payment', unnest($3::uuid[])
         union all select 'transaction', unnest($4::uuid[])
         union all select 'customer', unnest($5::uuid[])) k
        cross join lateral (
          select p.kind, p.data from books.ledger_position p where p.company_id = $1 and p.kind = k.kind and p.id = k.id offset 0) p`,
      [this.tx.companyId, keys.items, keys.payments, keys.transactions, keys.customers],
    );
    const ledger = new InMemoryLedger();
    const of = <T>(kind: string): T[] => rows.filter((row) => row.kind === kind).map((row) => row.data as T);
    ledger.apply({
      items: of<ItemPosition>('item'),
      payments: of<PaymentPosition>('payment'),
      transactions: of<TransactionPosition>('transaction'),
      customers: of<CustomerPosition>('customer'),
      links: [],
      merges: [],
    });
    return ledger;
  }

  /** Stores what the events of a page changed; their links are lettering's. */
  async save(changes: readonly LedgerChanges[]): Promise<void> {
    const positions = new Map<string, { kind: string; id: string; data: unknown }>();
    for (const change of changes) {
      for (const data of change.items) positions.set(`item ${data.item}`, { kind: 'item', id: data.item, data });
      for (const data of change.payments)
        positions.set(`payment ${data.payment}`, { kind: 'payment', id: data.payment, data });
      for (const data of change.transactions)
        positions.set(`transaction ${data.transaction}`, { kind: 'transaction', id: data.transaction, data });
      for (const data of change.customers)
        positions.set(`customer ${data.customer}`, { kind: 'customer', id: data.customer, data });
    }
    const rows = [...positions.values()];
    await this.tx.query(
      `insert into books.ledger_position (company_id, kind, id, data) select $1, * from unnest($2::text[], $3::uuid[], $4::jsonb[])
       on conflict (company_id, kind, id) do update set data = excluded.data`,
      [
        this.tx.companyId,
        rows.map((row) => row.kind),
        rows.map((row) => row.id),
        rows.map((row) => JSON.stringify(row.data)),
      ],
    );
  }
}
