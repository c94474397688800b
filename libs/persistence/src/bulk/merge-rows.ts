import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import type { CompanyTransaction } from '../company-transaction.js';
import { copyRow, type CopyValue } from './copy-text.js';

export interface Merge {
  /** A table of `books`, such as `books.bank_transaction`. */
  readonly table: string;
  /** Columns of each row, in order; `company_id` is not among them, the transaction adds it. */
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>;
  /** Columns of the unique key, after `company_id`, by which a row is known already. Without it any unique key counts. */
  readonly conflict?: readonly string[];
  /** Columns to return of the rows that were new. */
  readonly returning?: readonly string[];
}

export interface Merged<Row> {
  readonly read: number;
  readonly stored: number;
  /** Known before, or twice among the rows given. */
  readonly known: number;
  /** The new rows, if `returning` asks for them. */
  readonly rows: Row[];
}

/** Characters of text handed over at once, and stored at once. */
const PART_LENGTH = 64 * 1024;
const CHUNK_LENGTH = 4 * 1024 * 1024;

/**
 * Stores many rows at once: COPY into a temporary table, then one INSERT that leaves out what is known. Columns left out
 * take their defaults. The fastest way that drops duplicates, and nothing is checked before it is inserted.
 */
export async function mergeRows<Row extends object = Record<string, unknown>>(
  tx: CompanyTransaction,
  merge: Merge,
): Promise<Merged<Row>> {
  const table = merge.table
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
  const columns = quoted(merge.columns);
  const target = merge.conflict ? ` (company_id, ${quoted(merge.conflict)})` : '';
  const returning = merge.returning ? ` returning ${quoted(merge.returning)}` : '';
  const insert = `insert into ${table} (company_id, ${columns}) select $1, ${columns} from incoming on conflict${target} do nothing${returning}`;
  await tx.query('drop table if exists pg_temp.incoming');
  await tx.query(`create temporary table incoming on commit drop as select ${columns} from ${table} with no data`);
  const merged = { read: 0, stored: 0, rows: [] as Row[] };
  const store = async (chunk: string[]): Promise<void> => {
    if (merged.read > 0) await tx.query('truncate pg_temp.incoming');
    merged.read += await tx.copyIn(`copy incoming (${columns}) from stdin`, chunk);
    const done = await tx.client.query<Row>(insert, [tx.companyId]);
    merged.stored += done.rowCount ?? 0;
    for (const row of done.rows) merged.rows.push(row);
  };
  // While the database stores a chunk, the next is being made.
  let storing: Promise<void> = Promise.resolve();
  for await (const chunk of inChunks(merge.rows)) {
    await storing;
    storing = store(chunk);
    // Awaited in a moment; until then a failure must not count as unhandled.
    storing.catch(() => undefined);
  }
  await storing;
  return { ...merged, known: merged.read - merged.stored };
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

/** Text of rows in chunks that fit the database's buffer for temporary tables (8 MB); lets other work run in between. */
async function* inChunks(rows: Merge['rows']): AsyncIterable<string[]> {
  let chunk: string[] = [];
  let length = 0;
  for await (const part of Symbol.asyncIterator in rows ? partsOfStream(rows) : partsOf(rows)) {
    chunk.push(part);
    length += part.length;
    await nextTurn();
    if (length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = [];
    length = 0;
  }
  if (chunk.length > 0) yield chunk;
}

async function* partsOfStream(rows: AsyncIterable<readonly CopyValue[]>): AsyncIterable<string> {
  let part = '';
  for await (const row of rows) {
    part += copyRow(row);
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

/** Apart from the stream, since waiting for each row costs more than writing it. */
function* partsOf(rows: Iterable<readonly CopyValue[]>): Iterable<string> {
  let part = '';
  for (const row of rows) {
    part += copyRow(row);
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}
