import {
  canonicalJson,
  revealTexts,
  tokensAbout,
  type EventHead,
  type EventRow,
  type EventTexts,
} from '@lettrage/billing';
import type { BillingEvent, Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { known } from './billing-rows.js';
import { insertRows, type Column } from './insert-rows.js';

/** The append-only event log and the company's head row, which is its lock. */
export class EventTable {
  constructor(private readonly tx: CompanyTransaction) {}

  async lockHead(): Promise<EventHead> {
    const [row] = await this.tx.query<{ head_position: bigint; head_hash: Buffer; locked_through: Day | null }>(
      'select head_position, head_hash, locked_through from books.company where company_id = $1 for no key update',
      [this.tx.companyId],
    );
    if (!row) throw new Error(`Company ${this.tx.companyId} does not exist.`);
    return {
      position: row.head_position,
      hash: row.head_hash,
      ...(row.locked_through === null ? {} : { lockedThrough: row.locked_through }),
    };
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

  /**
   * Takes a customer's name, and what his bank lines say, out of every event that names him, and returns how many lost a
   * text. The digests stay, so the chain still holds.
   */
  async eraseTexts(customerId: string): Promise<number> {
    const rows = await this.tx.query<{ position: bigint; data: unknown }>(
      `select position, data from books.event where company_id = $1 and texts <> '{}' and data::text like $2`,
      [this.tx.companyId, `%"${customerId}"%`],
    );
    const erased = rows.map(({ position, data }) => ({ position, tokens: tokensAbout(data, customerId) }));
    for (const { position, tokens } of erased)
      await this.tx.execute(
        `update books.event set texts = texts - $3::text[] where company_id = $1 and position = $2`,
        [this.tx.companyId, position.toString(), tokens],
      );
    return erased.length;
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
  // The text as it was sealed: json keeps it letter by letter.
  ['data', 'json', (row) => canonicalJson(row.data)],
  ['actor', 'text', (row) => row.actor],
  ['locked_through', 'date', (row) => row.lockedThrough],
  ['texts', 'jsonb', (row) => row.texts],
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
      `select ${EVENT_COLUMNS} from books.event e
        where company_id = $1 and position > $2 order by position limit $3`,
      [tx.companyId, after.toString(), size],
    );
    for (const row of rows) yield eventOf(row);
    const last = rows[rows.length - 1];
    if (!last || rows.length < size) return;
    after = last.position;
  }
}

/** Columns of an event, of `e`. */
export const EVENT_COLUMNS =
  'e.position, e.id, e.type, e.version, e.time, e.day, e.reverses, e.data, e.actor, e.locked_through, e.texts, e.previous_hash, e.hash';

export interface EventColumns {
  position: bigint;
  id: string;
  type: BillingEvent['type'];
  version: number;
  time: Date;
  day: Day;
  reverses: string | null;
  data: BillingEvent['data'];
  actor: string | null;
  locked_through: Day | null;
  texts: EventTexts | null;
  previous_hash: Buffer;
  hash: Buffer;
}

/** An event as the projectors and readers see it: personal texts in their places. */
export function billingEventOf(row: Omit<EventColumns, 'previous_hash' | 'hash'>): BillingEvent {
  return known<BillingEvent>({
    id: row.id,
    position: Number(row.position),
    type: row.type,
    version: row.version,
    time: row.time.toISOString(),
    day: row.day,
    reverses: row.reverses!,
    actor: row.actor!,
    lockedThrough: row.locked_through!,
    data: revealTexts(row.data, row.texts),
  } as BillingEvent);
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
    actor: row.actor!,
    lockedThrough: row.locked_through!,
    texts: row.texts!,
    previousHash: row.previous_hash,
    hash: row.hash,
  });
}
