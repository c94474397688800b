import 'reflect-metadata';
import type { ClientBase, Pool } from 'pg';
import { DataSource } from 'typeorm';
import { assertSafeRole } from './assert-safe-role.js';
import { CompanyTransaction } from './company-transaction.js';
import { entities } from './entities/index.js';
import { latestMigration } from './migrations/index.js';
import { isUuid } from './new-id.js';
import { withRetries } from './retry.js';
import { SystemStore } from './system/system-store.js';
import { typeParsers } from './type-parsers.js';

export interface DatabaseOptions {
  /** The application's role: neither superuser, owner nor exempt from row security, else `open` refuses. */
  readonly url: string;
  /** Connections at most; 10 by default. */
  readonly poolSize?: number;
  /** Hears of connections lost while idle; the pool replaces them by itself. */
  readonly onError?: (error: Error) => void;
}

export interface TransactionOptions {
  readonly readOnly?: boolean;
  /** How often the whole transaction may be run again when the database asks for it; 5 by default. */
  readonly retries?: number;
}

export interface DatabaseHealth {
  readonly ok: boolean;
  /** Why not, for a person. */
  readonly message?: string;
}

/** A process that is paused, or that the network lost, gives its locks back after this long between two statements. */
const IDLE_LIMIT = `set local idle_in_transaction_session_timeout = '5min'`;

/**
 * The way to the data: `withCompany` for everything a company owns, `system` for the closed list of tables without one.
 */
export class Database {
  /** Firms, people, routes, lanes, ticks: the tables without a company. */
  readonly system: SystemStore;
  private closed = false;

  private constructor(private readonly source: DataSource) {
    this.system = new SystemStore(this.pool);
  }

  /**
   * Connects, and checks that the role is one that row-level security binds.
   *
   * @throws Error where the server does not answer or the role is too powerful
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      entities: [...entities],
      synchronize: false,
      logging: false,
      // TypeORM would otherwise try to install uuid-ossp, which needs more rights than we have.
      installExtensions: false,
      poolSize: options.poolSize ?? 10,
      poolErrorHandler: (error: Error) => options.onError?.(error),
      extra: { types: typeParsers, keepAlive: true, connectionTimeoutMillis: 10_000 },
    });
    await source.initialize();
    const database = new Database(source);
    try {
      await assertSafeRole(database);
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  /**
   * Opens a transaction of one company and runs `work` in it; everything or nothing is kept. The only way to the tables
   * of `books`. `work` may be run again after a conflict, so its effects outside the database must bear repetition.
   *
   * @throws Error if `companyId` is no UUID; whatever `work` throws, after rolling back
   */
  async withCompany<T>(
    companyId: string,
    work: (tx: CompanyTransaction) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    // SET takes no parameter, so this check is what keeps other SQL out of the next statement.
    if (!isUuid(companyId)) throw new Error(`"${companyId}" is not the id of a company (a UUID).`);
    return withRetries(options.retries ?? 5, () => this.transactionOf(companyId, work, options.readOnly ?? false));
  }

  private async transactionOf<T>(
    companyId: string,
    work: (tx: CompanyTransaction) => Promise<T>,
    readOnly: boolean,
  ): Promise<T> {
    await using runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as ClientBase;
    await runner.startTransaction();
    const tx = new CompanyTransaction(companyId, runner.manager, client);
    try {
      // SET LOCAL and not set_config(): the latter is not carried to the workers of a distributed database.
      await client.query(
        `${readOnly ? 'set transaction read only; ' : ''}set local app.company_id = '${companyId}'; set local lock_timeout = '10s'; ${IDLE_LIMIT}`,
      );
      const result = await work(tx);
      tx.close();
      await runner.commitTransaction();
      return result;
    } catch (error) {
      tx.close();
      // A lost connection has rolled back by itself, and must not hide why.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Lets the planner look at tables that have doubled since it last did: called after many rows were stored. It only
   * makes the next questions faster, so it fails in silence.
   */
  async refreshStatistics(): Promise<void> {
    await this.pool.query('select system.refresh_statistics()').catch(() => undefined);
  }

  /** Whether the database answers and has every migration this program knows. */
  async health(): Promise<DatabaseHealth> {
    try {
      const { rows } = await this.pool.query<{ name: string }>(
        'select name from system.migration order by name desc limit 1',
      );
      const found = rows[0]?.name;
      if (found !== undefined && found >= latestMigration) return { ok: true };
      return {
        ok: false,
        message: `The database is at migration ${found ?? 'none'}, this program needs ${latestMigration}: run "lettrage migrate".`,
      };
    } catch (error) {
      return { ok: false, message: `The database does not answer as it should: ${(error as Error).message}` };
    }
  }

  /** Gives back every connection. Harmless when called twice. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.source.destroy();
  }

  /** Connections in use and idle at this moment, for leak checks and gauges. */
  get connections(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  private get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }
}
