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
  await tx.query('drop table if exists pg_temp.incoming');
  await tx.query(`create temporary table incoming on commit drop as select ${columns} from ${table} with no data`);
  const read = await tx.copyIn(`copy incoming (${columns}) from stdin`, asText(merge.rows));
  const target = merge.conflict ? ` (company_id, ${quoted(merge.conflict)})` : '';
  const returning = merge.returning ? ` returning ${quoted(merge.returning)}` : '';
  const insert = `insert into ${table} (company_id, ${columns}) select $1, ${columns} from incoming on conflict${target} do nothing${returning}`;
  if (merge.returning) {
    const rows = await tx.query<Row>(insert, [tx.companyId]);
    return { read, stored: rows.length, known: read - rows.length, rows };
  }
  const stored = await tx.execute(insert, [tx.companyId]);
  return { read, stored, known: read - stored, rows: [] };
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

async function* asText(rows: Merge['rows']): AsyncIterable<string> {
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) yield copyRow(row);
  } else {
    for (const row of rows) yield copyRow(row);
  }
}
