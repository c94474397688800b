import type { Runner } from 'graphile-worker';
import pg from 'pg';
import type { CompanyTransaction } from '../company-transaction.js';
import type { Database } from '../database.js';
import { LANE_TASK, laneJobKey, type Lane } from './lane.js';
import { Lanes, type LaneLease, type Progress } from './lanes.js';

/** How the lanes of one kind are worked off: in transactions, or under a lease where something is sent meanwhile. */
export type LaneHandler =
  | { readonly step: (tx: CompanyTransaction, lane: Lane) => Promise<Progress> }
  | { readonly leased: (lease: LaneLease) => Promise<Progress>; readonly leaseMs?: number };

export interface WorkerOptions {
  readonly database: Database;
  /** Reads the job table, which is closed to the application's role. Without it lanes are found by looking alone. */
  readonly ownerUrl?: string;
  /** By kind of lane. */
  readonly handlers: Readonly<Record<string, LaneHandler>>;
  /** Lanes worked on at once; 4 by default. */
  readonly concurrency?: number;
  /** How often lanes with work and no owner are looked for; 1,000 ms by default. */
  readonly sweepMs?: number;
  /** Hears of failed lanes and lost connections; both are tried again. */
  readonly onError?: (error: unknown, lane?: Lane) => void;
}

export interface Workers {
  /** Takes no new work, waits for what is being done, and gives back its connections. Harmless when called twice. */
  stop(): Promise<void>;
}

/**
 * Works lanes off: at once when a nudge arrives, and within a second when a nudge or its worker was lost. Any number of
 * processes may do so side by side.
 */
export async function startWorkers(options: WorkerOptions): Promise<Workers> {
  const pool = new LanePool(options);
  const jobs = options.ownerUrl === undefined ? undefined : await startJobs(options.ownerUrl, pool, options);
  const sweep = every(options.sweepMs ?? 1_000, () => pool.sweep(), options.onError);
  let stopping: Promise<void> | undefined;
  return {
    stop() {
      stopping ??= (async () => {
        await sweep.stop();
        pool.stop();
        await jobs?.stop();
        await pool.idle();
      })();
      return stopping;
    },
  };
}

/** The lanes this process works on, no more than `concurrency` at once and each once. */
class LanePool {
  private readonly lanes: Lanes;
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopped = new AbortController();
  private readonly concurrency: number;

  constructor(private readonly options: WorkerOptions) {
    this.lanes = new Lanes(options.database);
    this.concurrency = options.concurrency ?? 4;
  }

  /** Drains a lane; does nothing if this process is at it, has no hand free or no handler. The sweep comes back to it. */
  async take(lane: Lane): Promise<void> {
    const name = laneJobKey(lane);
    if (this.stopped.signal.aborted || this.running.has(name) || this.running.size >= this.concurrency) return;
    const work = this.drain(lane).catch((error: unknown) => this.options.onError?.(error, lane));
    this.running.set(name, work);
    await work;
    this.running.delete(name);
  }

  /** Looks for lanes with work and no owner, and takes as many as there are free hands. */
  async sweep(): Promise<void> {
    const free = this.concurrency - this.running.size;
    if (free <= 0) return;
    for (const lane of await this.lanes.waiting(Object.keys(this.options.handlers), free)) void this.take(lane);
  }

  stop(): void {
    this.stopped.abort();
  }

  async idle(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private async drain(lane: Lane): Promise<void> {
    const handler = this.options.handlers[lane.kind];
    if (!handler) return;
    const onError = (failed: Lane, error: unknown) => this.options.onError?.(error, failed);
    const common = { signal: this.stopped.signal, onError };
    const drained =
      'step' in handler
        ? await this.lanes.drain(lane, (tx) => handler.step(tx, lane), common)
        : await this.lanes.drainLeased(lane, handler.leased, {
            ...common,
            ...(handler.leaseMs === undefined ? {} : { leaseMs: handler.leaseMs }),
          });
    // Its turn was over: it queues behind the other companies.
    if (drained === 'paused' && !this.stopped.signal.aborted) await this.lanes.nudge(lane);
  }
}

async function startJobs(ownerUrl: string, pool: LanePool, options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const concurrency = options.concurrency ?? 4;
  const pgPool = new pg.Pool({ connectionString: ownerUrl, max: concurrency + 2, keepAlive: true });
  // Without these listeners a dropped connection ends the process.
  pgPool.on('error', (error) => options.onError?.(error));
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  // Loaded here: a command or test that works no lanes need not wait for it.
  const { run, silentLogger } = await import('../jobs/graphile-worker.js');
  const runner: Runner = await run({
    pgPool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    // Given explicitly: graphile-worker would otherwise look for files in the working folder.
    taskList: { [LANE_TASK]: (payload) => pool.take(payload as Lane) },
    parsedCronItems: [],
    logger: silentLogger,
  });
  return {
    async stop() {
      await runner.stop();
      await pgPool.end();
    },
  };
}

function every(ms: number, work: () => Promise<void>, onError?: (error: unknown) => void): { stop(): Promise<void> } {
  let current = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    current = work()
      .catch((error: unknown) => onError?.(error))
      .finally(() => (busy = false));
  }, ms);
  return {
    stop() {
      clearInterval(timer);
      return current;
    },
  };
}
