import type { Day, StatusEvent } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

/** What a delivery can be in: waiting for a release, waiting to be sent, being sent, of unknown outcome, or over. */
export type DeliveryState =
  'held' | 'pending' | 'sending' | 'unknown' | 'delivered' | 'unsupported' | 'rejected' | 'dead' | 'cancelled';

/** One status event on its way to one connection. */
export interface Delivery {
  readonly id: string;
  readonly connectionId: string;
  readonly eventPosition: number;
  readonly subject: string;
  readonly type: string;
  readonly day: Day;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly payload: StatusEvent;
}

/** Kind of the tasks deliveries ask for; their once-key is the delivery's id. */
const TASK = 'delivery';

const FIELDS = `d.id, d.connection_id as "connectionId", d.event_position::integer as "eventPosition", d.subject, d.type, d.day,
  d.state, d.attempts, d.payload`;

/** Deliveries of a company: written by their projector, claimed with a lease and a token, closed with an outcome. */
export class DeliveryStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Adds deliveries; one that is there already stays as it is. */
  async add(rows: readonly { connectionId: string; event: StatusEvent; held: boolean }[]): Promise<void> {
    if (rows.length === 0) return;
    await this.tx.query(
      `insert into books.delivery (company_id, id, connection_id, event_position, status_event_id, type, subject, day, payload, state)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::date[], $9::jsonb[], $10::text[])
       on conflict (company_id, connection_id, status_event_id) do nothing`,
      [
        this.tx.companyId,
        rows.map(() => newId()),
        rows.map((row) => row.connectionId),
        rows.map((row) => row.event.position),
        rows.map((row) => row.event.id),
        rows.map((row) => row.event.type),
        rows.map((row) => row.event.subject),
        rows.map((row) => row.event.day),
        rows.map((row) => JSON.stringify(row.event)),
        rows.map((row) => (row.held ? 'held' : 'pending')),
      ],
    );
  }

  /**
   * Claims the oldest due delivery of up to `limit` subjects of a connection: a subject with one on its way, or one
   * that waits for its time, waits as a whole, and so does one whose dead or rejected delivery a person has not dealt
   * with (its task is open). The lease is by the database clock; its token fences a worker that comes back late.
   */
  async claim(connectionId: string, token: string, limit: number, leaseSeconds: number): Promise<Delivery[]> {
    return this.tx.query<Delivery>(
      `with blocked as (
         select b.subject, min(b.event_position) as position from books.delivery b
          where b.company_id = $1 and b.connection_id = $2 and b.state in ('dead', 'rejected')
            and b.id in (select case when kind = '${TASK}' then once_key::uuid end from books.task
                          where company_id = $1 and kind = '${TASK}' and state = 'open')
          group by b.subject),
       head as (
         select distinct on (subject) id from books.delivery
          where company_id = $1 and connection_id = $2 and state in ('pending', 'sending', 'unknown')
          order by subject, event_position, id),
       due as (
         select d.id from books.delivery d join head h on h.id = d.id left join blocked b on b.subject = d.subject
          where d.company_id = $1 and (b.position is null or d.event_position < b.position)
            -- Asked of the locked row itself: another worker may have claimed it since the first look.
            and d.state in ('pending', 'sending', 'unknown')
            and (d.next_attempt_at is null or d.next_attempt_at <= clock_timestamp())
            and (d.state <> 'sending' or d.lease_until < clock_timestamp())
          order by d.event_position limit $4 for update of d skip locked)
       update books.delivery d
          set state = 'sending', attempts = d.attempts + 1, lease_token = $3,
              lease_until = clock_timestamp() + make_interval(secs => $5)
         from due where d.company_id = $1 and d.id = due.id
       returning ${FIELDS}`,
      [this.tx.companyId, connectionId, token, limit, leaseSeconds],
    );
  }

  /** Closes a claimed delivery. Returns false if the lease was lost meanwhile: another worker has it. */
  async record(
    id: string,
    token: string,
    result: { state: DeliveryState; outcome: unknown; externalId?: string; retryInSeconds?: number },
  ): Promise<boolean> {
    const rows = await this.tx.query(
      `update books.delivery
          set state = $4, outcome = $5, external_id = coalesce($6, external_id), lease_token = null, lease_until = null,
              next_attempt_at = case when $7::double precision is null then null else clock_timestamp() + make_interval(secs => $7) end,
              delivered_at = case when $4 = 'delivered' then clock_timestamp() end
        where company_id = $1 and id = $2 and lease_token = $3 returning id`,
      [
        this.tx.companyId,
        id,
        token,
        result.state,
        JSON.stringify(result.outcome),
        result.externalId ?? null,
        result.retryInSeconds ?? null,
      ],
    );
    return rows.length === 1;
  }

  /** Gives claimed deliveries back unsent, as if they had not been claimed. */
  async giveBack(ids: readonly string[], token: string): Promise<void> {
    await this.tx.query(
      `update books.delivery set state = 'pending', attempts = attempts - 1, lease_token = null, lease_until = null
        where company_id = $1 and id = any ($2::uuid[]) and lease_token = $3`,
      [this.tx.companyId, ids, token],
    );
  }

  /** Makes a delivery a person's task; one that was closed is open again. */
  async ask(id: string, message: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    await this.tx.query(
      `insert into books.task (company_id, id, kind, once_key, message, data) values ($1, $2, '${TASK}', $3, $4, $5)
       on conflict (company_id, kind, once_key) do update
         set state = 'open', message = excluded.message, data = excluded.data, closed_at = null, closed_by = null`,
      [this.tx.companyId, newId(), id, message, JSON.stringify(data)],
    );
  }

  /** Closes the task of a delivery that got there after all. */
  async settleTask(id: string): Promise<void> {
    await this.tx.query(
      `update books.task set state = 'done', closed_at = clock_timestamp(), closed_by = 'delivery'
        where company_id = $1 and kind = '${TASK}' and once_key = $2 and state = 'open'`,
      [this.tx.companyId, id],
    );
  }

  /** Opens a connection's held deliveries from a day on; earlier ones are cancelled and never sent. */
  async release(connectionId: string, from: Day): Promise<{ opened: number; cancelled: number }> {
    const rows = await this.tx.query<{ state: string; n: bigint }>(
      `with moved as (
         update books.delivery set state = case when day >= $3 then 'pending' else 'cancelled' end
          where company_id = $1 and connection_id = $2 and state = 'held' returning state)
       select state, count(*) as n from moved group by state`,
      [this.tx.companyId, connectionId, from],
    );
    const by = new Map(rows.map((row) => [row.state, Number(row.n)]));
    return { opened: by.get('pending') ?? 0, cancelled: by.get('cancelled') ?? 0 };
  }

  /** Puts a dead, rejected or unsupported delivery back in the queue. */
  async redrive(id: string): Promise<boolean> {
    const rows = await this.tx.query(
      `update books.delivery set state = 'pending', attempts = 0, next_attempt_at = null
        where company_id = $1 and id = $2 and state in ('dead', 'rejected', 'unsupported', 'unknown') returning id`,
      [this.tx.companyId, id],
    );
    return rows.length === 1;
  }

  /** Deliveries by state, oldest first; `after` is the (event position, id) of the last one seen. */
  async list(filter: {
    states?: readonly DeliveryState[];
    connectionId?: string;
    after?: readonly [number, string];
    limit: number;
  }): Promise<(Delivery & { outcome: unknown; deliveredAt: Date | null })[]> {
    return this.tx.query(
      `select ${FIELDS}, d.outcome, d.delivered_at as "deliveredAt" from books.delivery d
        where d.company_id = $1 and ($2::text[] is null or d.state = any ($2)) and ($3::uuid is null or d.connection_id = $3)
          and ($4::bigint is null or (d.event_position, d.id) > ($4::bigint, $5::uuid))
        order by d.event_position, d.id limit $6`,
      [
        this.tx.companyId,
        filter.states ?? null,
        filter.connectionId ?? null,
        filter.after?.[0] ?? null,
        filter.after?.[1] ?? null,
        filter.limit,
      ],
    );
  }

  /** How many deliveries stand in each state, per connection. */
  async counts(): Promise<{ connectionId: string; state: DeliveryState; count: number }[]> {
    return this.tx.query(
      `select connection_id as "connectionId", state, count(*)::integer as count from books.delivery
        where company_id = $1 group by connection_id, state`,
      [this.tx.companyId],
    );
  }
}
