import pg from 'pg';
import type { CompanyTransaction } from '../company-transaction.js';
import { CopyEncoder, type CopyValue } from './copy-binary.js';
import { insertNew } from './insert-new.js';
import { storeInChunks } from './store-in-chunks.js';

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

/**
 * Stores many rows at once: binary COPY into a temporary table, then one INSERT that leaves out what is known. Columns
 * left out take their defaults. The fastest way that drops duplicates, and nothing is checked before it is inserted.
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
  const insert = `insert into ${table} (company_id, ${columns}) select $1, ${columns} from incoming`;
  await tx.query('drop table if exists pg_temp.incoming');
  await tx.query(`create temporary table incoming on commit drop as select ${columns} from ${table} with no data`);
  const types = await tx.query<{ type: string }>(
    `select format_type(atttypid, null) as type from pg_attribute where attrelid = 'pg_temp.incoming'::regclass and attnum > 0 order by attnum`,
  );
  const merged = { read: 0, stored: 0, rows: [] as Row[] };
  let hasKnown = false;
  const encoder = new CopyEncoder(types.map(({ type }) => type));
  await storeInChunks(encodeRows(encoder, merge.rows), async (chunk) => {
    if (merged.read > 0) await tx.query('truncate pg_temp.incoming');
    merged.read += await tx.copyIn(`copy incoming (${columns}) from stdin (format binary)`, [chunk]);
    const done = await insertNew(tx, hasKnown, (onConflict) =>
      tx.client.query<Row>(`${insert}${onConflict ? ` on conflict${target} do nothing` : ''}${returning}`, [
        tx.companyId,
      ]),
    );
    merged.stored += done.rowCount ?? 0;
    hasKnown = merged.stored < merged.read;
    for (const row of done.rows) merged.rows.push(row);
  });
  return { ...merged, known: merged.read - merged.stored };
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

function encodeRows(encoder: CopyEncoder, rows: Merge['rows']): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  return Symbol.asyncIterator in rows ? encodeStream(encoder, rows) : encodeAll(encoder, rows);
}

async function* encodeStream(
  encoder: CopyEncoder,
  rows: AsyncIterable<readonly CopyValue[]>,
): AsyncIterable<Uint8Array> {
  for await (const row of rows) {
    const part = encoder.add(row);
    if (part) yield part;
  }
  const rest = encoder.rest();
  if (rest.length > 0) yield rest;
}

/** Apart from the stream, since waiting for each row costs more than writing it. */
function* encodeAll(encoder: CopyEncoder, rows: Iterable<readonly CopyValue[]>): Iterable<Uint8Array> {
  for (const row of rows) {
    const part = encoder.add(row);
    if (part) yield part;
  }
  const rest = encoder.rest();
  if (rest.length > 0) yield rest;
}
