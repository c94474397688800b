import { randomUUID } from 'node:crypto';
import type { CompanyTransaction } from '../company-transaction.js';
import type { Database } from '../database.js';
import { LANE_TASK, laneJobKey, WANT, type Lane } from './lane.js';

/** Whether a lane has more to do at this moment. */
export type Progress = 'more' | 'done';

/** What became of an attempt to drain a lane. */
export type Drained =
  /** All that was wanted is done. */
  | 'drained'
  /** Nothing waits, it is not yet due, or another worker has it. */
  | 'idle'
  /** Stopped for now with work left: others get their turn. */
  | 'paused'
  /** The work failed; the lane waits before it is tried again. */
  | 'failed';

/** A lane held for work that cannot stay in a transaction, such as sending to a remote. */
export interface LaneLease extends Lane {
  /** Aborted when the lease was lost (this process was paused too long) or the worker is stopping. */
  readonly signal: AbortSignal;
  /**
   * Fences a write: throws {@link LeaseLost} if the lane is no longer ours. Call it first in the transaction that records
   * a result.
   */
  assertHeld(tx: CompanyTransaction): Promise<void>;
}

/** Another worker holds the lane by now; whatever this one does must not be recorded. */
export class LeaseLost extends Error {
  constructor(lane: Lane) {
    super(`The lane ${lane.kind} ${lane.key} of company ${lane.companyId} was taken over by another worker.`);
    this.name = 'LeaseLost';
  }
}

export interface DrainOptions {
  /** Stops between two steps. */
  readonly signal?: AbortSignal;
  /** After this many milliseconds the lane makes way for others; 5,000 by default. */
  readonly sliceMs?: number;
  /** Hears why a lane failed. */
  readonly onError?: (lane: Lane, error: unknown) => void;
}

/** A lane that waits, is due, and that nobody holds. */
const FREE = `wanted > done and (not_before is null or not_before <= clock_timestamp())
  and (lease_until is null or lease_until < clock_timestamp())`;
const SERVED = `last_served_at = clock_timestamp(), failures = 0, last_error = null, not_before = null`;

/**
 * The lanes of all companies: order and truth of background work. What is wanted and not done is in `system.lane`; jobs
 * only nudge. Draining needs no unlocking after a crash: the lock is the row's, and goes with the connection.
 */
export class Lanes {
  constructor(private readonly database: Database) {}

  /** Says that a lane has work, outside a transaction of its company; within one use `wantLane`. */
  async want(lane: Lane): Promise<void> {
    await this.database.system.query(WANT, [
      lane.companyId,
      lane.kind,
      lane.key,
      JSON.stringify(plain(lane)),
      laneJobKey(lane),
    ]);
  }

  /**
   * Works a lane off in steps. Each step is one transaction of the company that also holds the lane's row and notes what
   * is done: effect and note are kept together, so a killed process loses and repeats nothing. A step should be short
   * (100 decisions): whoever wants the lane meanwhile waits for its end. What it wants itself, it wants in its own `tx`.
   */
  async drain(
    lane: Lane,
    step: (tx: CompanyTransaction) => Promise<Progress>,
    options: DrainOptions = {},
  ): Promise<Drained> {
    const until = Date.now() + (options.sliceMs ?? 5_000);
    let drained: Drained = 'idle';
    try {
      while (!options.signal?.aborted) {
        const progress = await this.database.withCompany(lane.companyId, (tx) => lockedStep(tx, lane, step));
        if (progress === undefined) return drained;
        drained = progress === 'done' ? 'drained' : 'paused';
        if (Date.now() > until) break;
      }
      return drained === 'drained' ? 'drained' : 'paused';
    } catch (error) {
      options.onError?.(lane, error);
      await this.noteFailure(lane, error);
      return 'failed';
    }
  }

  /**
   * Works a lane off under a lease: the row is not locked while `work` runs, and no transaction is open. The lease is
   * renewed as long as this process lives; should it be paused and overtaken, `assertHeld` refuses its late results.
   *
   * @param leaseMs how long after a crash the lane stays closed; 15,000 by default
   */
  async drainLeased(
    lane: Lane,
    work: (lease: LaneLease) => Promise<Progress>,
    options: DrainOptions & { leaseMs?: number } = {},
  ): Promise<Drained> {
    const leaseMs = options.leaseMs ?? 15_000;
    const token = randomUUID();
    const wanted = await this.takeLease(lane, token, leaseMs);
    if (wanted === undefined) return 'idle';
    const lost = new AbortController();
    const renewal = setInterval(() => {
      void this.renewLease(lane, token, leaseMs).then(
        (held) => held || lost.abort(new LeaseLost(lane)),
        // The database is away: either it comes back in time, or assertHeld refuses.
        () => undefined,
      );
    }, leaseMs / 3);
    const signal = options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal;
    try {
      const progress = await work({ ...plain(lane), signal, assertHeld: (tx) => assertHeld(tx, lane, token) });
      await this.endLease(lane, token, progress === 'done' ? wanted : undefined);
      return progress === 'done' ? 'drained' : 'paused';
    } catch (error) {
      if (error instanceof LeaseLost) return 'idle';
      options.onError?.(lane, error);
      await this.noteFailure(lane, error, token);
      return 'failed';
    } finally {
      clearInterval(renewal);
    }
  }

  /**
   * Lanes of these kinds that have work and no owner, at most `limit`: those of the company served longest ago first.
   */
  async waiting(kinds: readonly string[], limit = 100): Promise<Lane[]> {
    return this.database.system.query<{ companyId: string; kind: string; key: string }>(
      `select l.company_id as "companyId", l.kind, l.key
         from system.lane l
         left join lateral (select max(o.last_served_at) as at from system.lane o where o.company_id = l.company_id) served on true
        where l.kind = any($1) and ${FREE.replaceAll(/\b(wanted|done|not_before|lease_until)\b/g, 'l.$1')}
        order by served.at nulls first, l.last_served_at nulls first
        limit $2
          for update of l skip locked`,
      [[...kinds], limit],
    );
  }

  /** Adds the job that drains a lane, once however often it is asked for before it runs. */
  async nudge(lane: Lane): Promise<void> {
    await this.database.system.query(`select system.add_job($1, $2::json, $3)`, [
      LANE_TASK,
      JSON.stringify(plain(lane)),
      laneJobKey(lane),
    ]);
  }

  private async takeLease(lane: Lane, token: string, leaseMs: number): Promise<bigint | undefined> {
    const [row] = await this.database.system.query<{ wanted: bigint }>(
      `update system.lane set lease_token = $4, lease_until = clock_timestamp() + make_interval(secs => $5 / 1000.0)
        where (company_id, kind, key) in (
          select company_id, kind, key from system.lane
           where company_id = $1 and kind = $2 and key = $3 and ${FREE} for update skip locked)
        returning wanted`,
      [...idOf(lane), token, leaseMs],
    );
    return row?.wanted;
  }

  private async renewLease(lane: Lane, token: string, leaseMs: number): Promise<boolean> {
    const rows = await this.database.system.query(
      `update system.lane set lease_until = clock_timestamp() + make_interval(secs => $5 / 1000.0)
        where company_id = $1 and kind = $2 and key = $3 and lease_token = $4 returning 1`,
      [...idOf(lane), token, leaseMs],
    );
    return rows.length > 0;
  }

  private async endLease(lane: Lane, token: string, done: bigint | undefined): Promise<void> {
    await this.database.system.query(
      `update system.lane set done = coalesce($5::bigint, done), lease_token = null, lease_until = null, ${SERVED}
        where company_id = $1 and kind = $2 and key = $3 and lease_token = $4`,
      [...idOf(lane), token, done?.toString() ?? null],
    );
  }

  /** Back-off with full jitter, by the database's clock: up to 1 s, 2 s, 4 s … 10 minutes. */
  private async noteFailure(lane: Lane, error: unknown, token?: string): Promise<void> {
    await this.database.system.query(
      `update system.lane set failures = failures + 1, last_error = left($4, 2000), last_served_at = clock_timestamp(),
              lease_token = null, lease_until = null,
              not_before = clock_timestamp() + random() * least(interval '10 minutes', interval '1 second' * 2 ^ least(failures, 20))
        where company_id = $1 and kind = $2 and key = $3 and ($5::uuid is null or lease_token = $5)`,
      [...idOf(lane), error instanceof Error ? error.message : String(error), token ?? null],
    );
  }
}

/** One step under the lane's row lock; undefined where there is nothing to do or somebody else does it. */
async function lockedStep(
  tx: CompanyTransaction,
  lane: Lane,
  step: (tx: CompanyTransaction) => Promise<Progress>,
): Promise<Progress | undefined> {
  const [row] = await tx.query<{ wanted: bigint }>(
    `select wanted from system.lane where company_id = $1 and kind = $2 and key = $3 and ${FREE} for update skip locked`,
    idOf(lane),
  );
  if (!row) return undefined;
  const progress = await step(tx);
  await tx.query(
    `update system.lane set done = coalesce($4::bigint, done), ${SERVED} where company_id = $1 and kind = $2 and key = $3`,
    [...idOf(lane), progress === 'done' ? row.wanted.toString() : null],
  );
  return progress;
}

async function assertHeld(tx: CompanyTransaction, lane: Lane, token: string): Promise<void> {
  const rows = await tx.query(
    `select 1 from system.lane where company_id = $1 and kind = $2 and key = $3 and lease_token = $4 for update`,
    [...idOf(lane), token],
  );
  if (rows.length === 0) throw new LeaseLost(lane);
}

function idOf(lane: Lane): [string, string, string] {
  return [lane.companyId, lane.kind, lane.key];
}

function plain({ companyId, kind, key }: Lane): Lane {
  return { companyId, kind, key };
}
