import { parseMinor } from '@lettrage/domain';
import { InMemoryLedger, type ItemPosition, type LedgerChanges, type LookupKeys, type PaymentPosition, type TransactionPosition } from '@lettrage/ledger';
import type { CompanyTransaction } from '../company-transaction.js';

/** What the ledger has to remember between events, kept in tables and loaded for a page of events at once. */
export class LedgerPositionStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Loads the positions a page of events will ask for. */
  async load(keys: LookupKeys): Promise<InMemoryLedger> {
    const rows = await this.tx.query<{ kind: 'item' | 'payment' | 'transaction'; data: unknown }>(
      `select p.kind, p.data from books.ledger_position p
        where p.company_id = $1 and ((p.kind = 'item' and p.id = any ($2::uuid[])) or (p.kind = 'payment' and p.id = any ($3::uuid[]))
           or (p.kind = 'transaction' and p.id = any ($4::uuid[])))`,
      [this.tx.companyId, keys.items, keys.payments, keys.transactions],
    );
    const ledger = new InMemoryLedger();
    const of = <T>(kind: string): T[] => rows.filter((row) => row.kind === kind).map((row) => row.data as T);
    ledger.apply({
      items: of<ItemPosition>('item'),
      payments: of<PaymentPosition>('payment'),
      transactions: of<TransactionPosition>('transaction'),
      links: [],
    });
    return ledger;
  }

  /** Stores what the events of a page changed. `currency` is that of the books. */
  async save(changes: readonly LedgerChanges[], currency: string): Promise<void> {
    const positions = new Map<string, { kind: string; id: string; data: unknown }>();
    for (const change of changes) {
      for (const data of change.items) positions.set(`item ${data.item}`, { kind: 'item', id: data.item, data });
      for (const data of change.payments) positions.set(`payment ${data.payment}`, { kind: 'payment', id: data.payment, data });
      for (const data of change.transactions) positions.set(`transaction ${data.transaction}`, { kind: 'transaction', id: data.transaction, data });
    }
    const rows = [...positions.values()];
    await this.tx.query(
      `insert into books.ledger_position (company_id, kind, id, data) select $1, * from unnest($2::text[], $3::uuid[], $4::jsonb[])
       on conflict (company_id, kind, id) do update set data = excluded.data`,
      [this.tx.companyId, rows.map((row) => row.kind), rows.map((row) => row.id), rows.map((row) => JSON.stringify(row.data))],
    );
    await this.saveLinks(changes, currency);
  }

  private async saveLinks(changes: readonly LedgerChanges[], currency: string): Promise<void> {
    const links = new Map<string, { item: string; payment: string; net: bigint; reduced: boolean }>();
    for (const link of changes.flatMap((change) => change.links)) {
      const amount = parseMinor(link.amount, currency);
      const known = links.get(link.allocation);
      const reduced = known !== undefined && known.net < 0n !== amount < 0n;
      links.set(link.allocation, {
        item: link.item,
        payment: link.payment,
        net: (known?.net ?? 0n) + amount,
        reduced: (known?.reduced ?? false) || reduced,
      });
    }
    const rows = [...links];
    await this.tx.query(
      `insert into books.ledger_link as l (company_id, allocation_id, item_id, payment_id, net, reduced)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::boolean[])
       on conflict (company_id, allocation_id) do update
         set net = l.net + excluded.net, reduced = l.reduced or excluded.reduced or sign(l.net) <> sign(excluded.net)`,
      [
        this.tx.companyId,
        rows.map(([allocation]) => allocation),
        rows.map(([, row]) => row.item),
        rows.map(([, row]) => row.payment),
        rows.map(([, row]) => row.net.toString()),
        rows.map(([, row]) => row.reduced),
      ],
    );
  }
}
