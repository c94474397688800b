import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { ConnectionRow } from '../entities/index.js';
import { isUuid, newId } from '../new-id.js';
import { orExists } from './setup-error.js';

/** Where an adapter's source was left; flat, kept by the host, written with the rows it belongs to. */
export type SourceCursor = Readonly<Record<string, string | number | boolean>>;

/** An adapter connected to a company. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** Id of the adapter. */
  readonly adapter: string;
  /** Holds references to secrets, never secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** hold: nothing leaves until a person releases it. */
  readonly state: 'hold' | 'released' | 'disabled';
  /** Events dated before this day are never sent. */
  readonly releaseFrom?: Day;
  readonly sourceCursor?: SourceCursor;
  readonly lastRunAt?: Date;
  readonly lastError?: string;
}

/** The company's connections. */
export class ConnectionStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Adds a connection, on hold. Returns its id. */
  async add(connection: {
    id?: string;
    name: string;
    adapter: string;
    config?: Readonly<Record<string, unknown>>;
  }): Promise<string> {
    const id = connection.id ?? newId();
    const row = {
      companyId: this.tx.companyId,
      id,
      name: connection.name,
      adapter: connection.adapter,
      config: { ...connection.config } as object,
      state: 'hold' as const,
    };
    await orExists(
      'name',
      `A connection named "${connection.name}" is there already.`,
      this.tx.manager.insert(ConnectionRow, row),
    );
    return id;
  }

  async list(): Promise<Connection[]> {
    const rows = await this.tx.manager.find(ConnectionRow, {
      where: { companyId: this.tx.companyId },
      order: { id: 'ASC' },
    });
    return rows.map(toConnection);
  }

  /** A connection by its id or its name. */
  async get(idOrName: string): Promise<Connection | undefined> {
    const { companyId } = this.tx;
    const row = await this.tx.manager.findOneBy(
      ConnectionRow,
      isUuid(idOrName) ? { companyId, id: idOrName } : { companyId, name: idOrName },
    );
    return row ? toConnection(row) : undefined;
  }

  /** Opens a connection: events dated `from` or later leave from now on. False where there is none. */
  async release(id: string, from: Day): Promise<boolean> {
    return this.set(id, { state: 'released', releaseFrom: from });
  }

  /** Stops what leaves; what was sent stays sent. */
  async setState(id: string, state: 'hold' | 'disabled'): Promise<boolean> {
    return this.set(id, { state });
  }

  async setConfig(id: string, config: Readonly<Record<string, unknown>>): Promise<boolean> {
    return this.set(id, { config: { ...config } });
  }

  /** Moves the cursor; call it in the transaction that stores the rows read up to it. */
  async saveCursor(id: string, cursor: SourceCursor | undefined): Promise<boolean> {
    return this.set(id, { sourceCursor: cursor ? { ...cursor } : null });
  }

  /** Notes that the connection was used just now, and what went wrong, if anything. */
  async noteRun(id: string, error?: string): Promise<boolean> {
    const touched = await this.tx.execute(
      `update books.connection set last_run_at = clock_timestamp(), last_error = $3 where company_id = $1 and id = $2`,
      [this.tx.companyId, id, error ?? null],
    );
    return touched > 0;
  }

  private async set(id: string, changes: Partial<ConnectionRow>): Promise<boolean> {
    const done = await this.tx.manager.update(ConnectionRow, { companyId: this.tx.companyId, id }, changes as object);
    return (done.affected ?? 0) > 0;
  }
}

function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    name: row.name,
    adapter: row.adapter,
    config: row.config,
    state: row.state,
    ...(row.releaseFrom === null ? {} : { releaseFrom: row.releaseFrom as Day }),
    ...(row.sourceCursor === null ? {} : { sourceCursor: row.sourceCursor }),
    ...(row.lastRunAt === null ? {} : { lastRunAt: row.lastRunAt }),
    ...(row.lastError === null ? {} : { lastError: row.lastError }),
  };
}
