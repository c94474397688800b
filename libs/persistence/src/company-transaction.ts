import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';

/**
 * An open transaction of one company: row-level security shows and accepts its rows alone. Made by
 * `Database.withCompany`, which is the only way to the tables of `books`; refuses to work once that has ended.
 */
export class CompanyTransaction {
  private open = true;

  constructor(
    readonly companyId: string,
    private readonly entityManager: EntityManager,
    private readonly connection: ClientBase,
  ) {}

  /** TypeORM's manager on this transaction's connection. */
  get manager(): EntityManager {
    this.assertOpen();
    return this.entityManager;
  }

  /** The connection itself, for what needs a stream or a cursor. */
  get client(): ClientBase {
    this.assertOpen();
    return this.connection;
  }

  /** Runs a statement and returns its rows; also those of `insert`, `update` and `delete … returning`. */
  async query<Row extends object = Record<string, unknown>>(
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<Row[]> {
    this.assertOpen();
    const result = await this.connection.query<Row>(sql, [...params]);
    return result.rows;
  }

  /** Runs a statement and returns how many rows it touched. */
  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    this.assertOpen();
    const result = await this.connection.query(sql, [...params]);
    return result.rowCount ?? 0;
  }

  /**
   * Streams what `copy … from stdin` reads on this connection: text with a line feed after each row, or the binary
   * format with header and trailer. It should come in parts of some 64 KB.
   *
   * @returns the number of rows copied
   */
  async copyIn(
    sql: string,
    parts: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  ): Promise<number> {
    this.assertOpen();
    const stream = this.connection.query(copyFrom(sql));
    await pipeline(Readable.from(parts, { objectMode: true, highWaterMark: 2 }), stream);
    return stream.rowCount ?? 0;
  }

  /**
   * Streams what `copy (select …) to stdout` writes, in parts of some 64 KB cut anywhere. A COPY takes no parameters:
   * what goes into its text must be checked before.
   */
  async *copyOut(sql: string): AsyncGenerator<Buffer> {
    this.assertOpen();
    const stream = this.connection.query(copyTo(sql, { highWaterMark: 1 << 18 }));
    try {
      for await (const part of stream.iterator({ destroyOnReturn: false })) yield part as Buffer;
    } finally {
      // A reader that stops early: the connection is good for nothing else until the rest has gone by.
      if (!stream.readableEnded && !stream.errored) await finished(stream.resume());
    }
  }

  /**
   * Lets the planner look at tables that have doubled since it last did, rows of this transaction among them. Called
   * where many rows were stored; costs a millisecond where nothing grew.
   */
  async refreshStatistics(): Promise<void> {
    await this.query('select system.refresh_statistics()');
  }

  /** Called by `withCompany` when the transaction has ended: a forgotten `await` must not write outside it. */
  close(): void {
    this.open = false;
  }

  private assertOpen(): void {
    if (!this.open) throw new Error('This company transaction has ended; something in it was not awaited.');
  }
}
