import {
  StaleBooks,
  type CustomerNumber,
  type ItemRow,
  type OpenItemReference,
  type TotalChange,
} from '@lettrage/billing';
import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { CUSTOMER_COLUMNS, ITEM_COLUMNS, itemOf, known, storedVat, type ItemColumns } from './billing-rows.js';
import { inChunks, insertRows, updateRows, type Column } from './insert-rows.js';

const FROM = 'from books.item i join books.customer c on c.company_id = i.company_id and c.id = i.customer_id';

/** Open and settled items. */
export class ItemTable {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Locks in id order. `no key update` lets others insert rows that only refer to the item. */
  async lock(ids: readonly string[]): Promise<ItemRow[]> {
    const rows: ItemRow[] = [];
    for (const chunk of inChunks([...ids].sort())) {
      const found = await this.tx.query<ItemColumns>(
        `select ${ITEM_COLUMNS}, ${CUSTOMER_COLUMNS} ${FROM} where i.company_id = $1 and i.id = any($2::uuid[]) order by i.id for no key update of i`,
        [this.tx.companyId, chunk],
      );
      rows.push(...found.map(itemOf));
    }
    return rows;
  }

  async find(numbers: readonly CustomerNumber[]): Promise<ItemRow[]> {
    const rows: ItemRow[] = [];
    for (const chunk of inChunks(numbers, 5_000)) {
      const found = await this.tx.query<ItemColumns>(
        `select ${ITEM_COLUMNS}, ${CUSTOMER_COLUMNS} ${FROM}
          join unnest($2::uuid[], $3::text[]) as k(customer_id, number) on k.customer_id = i.customer_id and k.number = i.number
          where i.company_id = $1`,
        [this.tx.companyId, chunk.map((key) => key.customerId), chunk.map((key) => key.number)],
      );
      rows.push(...found.map(itemOf));
    }
    return rows;
  }

  async findOfCustomer(
    customerId: string,
    by: { readonly numbers?: readonly string[]; readonly externalIds?: readonly string[] },
  ): Promise<ItemRow[]> {
    const found = await this.tx.query<ItemColumns>(
      `select ${ITEM_COLUMNS}, ${CUSTOMER_COLUMNS} ${FROM}
        where i.company_id = $1 and i.customer_id = $2 and (i.number = any($3::text[]) or i.external_id = any($4::text[])) order by i.instalment`,
      [this.tx.companyId, customerId, by.numbers ?? [], by.externalIds ?? []],
    );
    return found.map(itemOf);
  }

  async openOfSource(source: {
    readonly origin: 'import' | 'source';
    readonly connectionId?: string;
  }): Promise<OpenItemReference[]> {
    const rows = await this.tx.query<ReferenceColumns>(
      `select i.id, c.code, i.number, i.instalment, i.issue_date, i.currency, i.total - i.settled as open, i.source_as_of, i.source_gone
        ${FROM} where i.company_id = $1 and i.origin = $2 and i.connection_id is not distinct from $3::uuid and i.settled <> i.total
        order by c.code, i.number, i.instalment`,
      [this.tx.companyId, source.origin, source.connectionId ?? null],
    );
    return rows.map((row) =>
      known<OpenItemReference>({
        id: row.id,
        customerCode: row.code,
        number: row.number,
        instalment: row.instalment,
        issueDate: row.issue_date,
        currency: row.currency,
        open: row.open,
        sourceAsOf: row.source_as_of!,
        sourceGone: row.source_gone,
      }),
    );
  }

  async insert(rows: readonly ItemRow[]): Promise<void> {
    await insertRows(this.tx, 'books.item', [...IDENTITY, ...FACTS], rows);
  }

  async updateFacts(rows: readonly ItemRow[]): Promise<void> {
    await updateRows(this.tx, 'books.item', FACTS, rows);
  }

  async seen(ids: readonly string[], asOf: Day): Promise<void> {
    for (const chunk of inChunks([...ids].sort())) {
      await this.tx.execute(
        `update books.item i set source_as_of = $3
          from (select id from books.item where company_id = $1 and id = any($2::uuid[]) and (source_as_of is null or source_as_of < $3)
                 order by id for no key update) s
          where i.company_id = $1 and i.id = s.id`,
        [this.tx.companyId, chunk, asOf],
      );
    }
  }

  async markGone(ids: readonly string[]): Promise<void> {
    for (const chunk of inChunks([...ids].sort())) {
      await this.tx.execute(
        `update books.item i set source_gone = true
          from (select id from books.item where company_id = $1 and id = any($2::uuid[]) order by id for no key update) s
          where i.company_id = $1 and i.id = s.id`,
        [this.tx.companyId, chunk],
      );
    }
  }

  async updateTotals(changes: readonly TotalChange[]): Promise<void> {
    await updateTotals(this.tx, 'books.item', 'settled', changes);
  }
}

interface ReferenceColumns {
  id: string;
  code: string;
  number: string;
  instalment: number;
  issue_date: Day;
  currency: string;
  open: bigint;
  source_as_of: Day | null;
  source_gone: boolean;
}

/** Sets running totals in one statement where they still are as expected; anything else means the books moved. */
export async function updateTotals(
  tx: CompanyTransaction,
  table: string,
  column: 'settled' | 'allocated',
  changes: readonly TotalChange[],
): Promise<void> {
  const updated = await updateRows(tx, table, [[column, 'bigint', (row: TotalChange) => row.next]], changes, {
    sql: `t.${column} = r.expected`,
    column: ['expected', 'bigint', (row) => row.expected],
  });
  if (updated !== changes.length)
    throw new StaleBooks(`${changes.length - updated} running totals of ${table} are no longer what they were`);
}

const IDENTITY: Column<ItemRow>[] = [
  ['id', 'uuid', (row) => row.id],
  ['customer_id', 'uuid', (row) => row.customer.id],
  ['kind', 'text', (row) => row.kind],
  ['number', 'text', (row) => row.number],
  ['instalment', 'integer', (row) => row.instalment],
  ['issue_date', 'date', (row) => row.issueDate],
  ['currency', 'text', (row) => row.currency],
  ['total', 'bigint', (row) => row.total],
  ['settled', 'bigint', (row) => row.settled],
  ['history', 'boolean', (row) => row.history],
  ['origin', 'text', (row) => row.origin],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['document', 'jsonb', (row) => row.document],
];

const FACTS: Column<ItemRow>[] = [
  ['due_date', 'date', (row) => row.dueDate],
  ['payment_reference', 'text', (row) => row.paymentReference],
  ['order_reference', 'text', (row) => row.orderReference],
  ['deducts', 'jsonb', (row) => row.deducts],
  ['discount_percent', 'numeric', (row) => row.discount?.percent],
  ['discount_until', 'date', (row) => row.discount?.until],
  ['vat', 'jsonb', storedVat],
  ['vat_due', 'text', (row) => row.vatDue],
  ['type_code', 'text', (row) => row.typeCode],
  ['disputed', 'boolean', (row) => row.disputed],
  ['dispute_reason', 'text', (row) => row.disputeReason],
  ['doubtful', 'boolean', (row) => row.doubtful ?? false],
  ['cancelled', 'boolean', (row) => row.cancelled],
  ['external_id', 'text', (row) => row.externalId],
  ['source_open', 'bigint', (row) => row.sourceOpen],
  ['source_as_of', 'date', (row) => row.sourceAsOf],
  ['source_gone', 'boolean', (row) => row.sourceGone],
];
