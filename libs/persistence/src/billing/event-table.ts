import type { EventHead, EventRow } from '@lettrage/billing';
import type { BillingEvent, Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { known } from './billing-rows.js';
import { insertRows, type Column } from './insert-rows.js';

/** The append-only event log and the company's head row, which is its lock. */
export class EventTable {
  constructor(private readonly tx: CompanyTransaction) {}

  async lockHead(): Promise<EventHead> {
    const [row] = await this.tx.query<{ head_position: bigint; head_hash: Buffer }>(
      'select head_position, head_hash from books.company where company_id = $1 for no key update',
      [this.tx.companyId],
    );
    if (!row) throw new Error(`Company ${this.tx.companyId} does not exist.`);
    return { position: row.head_position, hash: row.head_hash };
  }

  async insert(rows: readonly EventRow[]): Promise<void> {
    await insertRows(this.tx, 'books.event', EVENT, rows);
  }

  async moveHead(head: EventHead): Promise<void> {
    await this.tx.execute('update books.company set head_position = $2, head_hash = $3 where company_id = $1', [
      this.tx.companyId,
      head.position.toString(),
      Buffer.from(head.hash),
    ]);
  }

  async ofAllocations(allocationIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.tx.query<{ allocation: string; event: string }>(
      `select a.id as allocation, e.id as event from books.allocation a
         join books.event e on e.company_id = a.company_id and e.position = a.event_position
        where a.company_id = $1 and a.id = any($2::uuid[])`,
      [this.tx.companyId, allocationIds],
    );
    return new Map(rows.map((row) => [row.allocation, row.event]));
  }

  async lastOf(
    type: BillingEvent['type'],
    by: { readonly transactionId: string } | { readonly paymentId: string },
  ): Promise<string | undefined> {
    const subject = 'transactionId' in by ? ['transaction', by.transactionId] : ['payment', by.paymentId];
    const [row] = await this.tx.query<{ id: string }>(
      `select id from books.event where company_id = $1 and type = $2 and data->$3->>'id' = $4 order by position desc limit 1`,
      [this.tx.companyId, type, subject[0], subject[1]],
    );
    return row?.id;
  }
}

const EVENT: Column<EventRow>[] = [
  ['position', 'bigint', (row) => row.position],
  ['id', 'uuid', (row) => row.id],
  ['type', 'text', (row) => row.type],
  ['version', 'integer', (row) => row.version],
  ['time', 'timestamptz', (row) => row.time],
  ['day', 'date', (row) => row.day],
  ['reverses', 'uuid', (row) => row.reverses],
  ['data', 'jsonb', (row) => row.data],
  ['previous_hash', 'bytea', (row) => row.previousHash],
  ['hash', 'bytea', (row) => row.hash],
];

/** Events of a company in order, read a page at a time: what a projector, a report or a verification walks through. */
export async function* readEvents(
  tx: CompanyTransaction,
  range: { readonly after?: bigint; readonly pageSize?: number } = {},
): AsyncGenerator<EventRow> {
  const size = range.pageSize ?? 1_000;
  for (let after = range.after ?? 0n; ;) {
    const rows = await tx.query<EventColumns>(
      `select position, id, type, version, time, day, reverses, data, previous_hash, hash from books.event
        where company_id = $1 and position > $2 order by position limit $3`,
      [tx.companyId, after.toString(), size],
    );
    for (const row of rows) yield eventOf(row);
    const last = rows[rows.length - 1];
    if (!last || rows.length < size) return;
    after = last.position;
  }
}

export interface EventColumns {
  position: bigint;
  id: string;
  type: BillingEvent['type'];
  version: number;
  time: Date;
  day: Day;
  reverses: string | null;
  data: BillingEvent['data'];
  previous_hash: Buffer;
  hash: Buffer;
}

/** An event from its columns; times are ISO 8601 UTC again, as they were hashed. */
export function eventOf(row: EventColumns): EventRow {
  return known<EventRow>({
    position: row.position,
    id: row.id,
    type: row.type,
    version: row.version,
    time: row.time.toISOString(),
    day: row.day,
    reverses: row.reverses!,
    data: row.data,
    previousHash: row.previous_hash,
    hash: row.hash,
  });
}
